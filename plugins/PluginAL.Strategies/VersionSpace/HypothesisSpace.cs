namespace PluginAL.Strategies;

/// <summary>Where the hypotheses of a version space come from.</summary>
public enum HypothesisSpace
{
    /// <summary>The members of the committee are the hypotheses.</summary>
    Committee,

    /// <summary>All conjunctions of literals over features that are true (above ½) or false; two classes, the second being the concept.</summary>
    Conjunctions,
}
