namespace PluginAL.Engine.Reports;

/// <summary>What an experiment allows to be said of a strategy against another.</summary>
public enum Claim
{
    /// <summary>One seed or none: nothing can be claimed.</summary>
    TooFewSeeds,

    /// <summary>The 95 % interval of the difference holds zero: no difference can be claimed.</summary>
    NoDifference,

    /// <summary>The whole 95 % interval is on the better side.</summary>
    Better,

    /// <summary>The whole 95 % interval is on the worse side.</summary>
    Worse,
}
