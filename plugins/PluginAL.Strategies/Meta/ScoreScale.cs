namespace PluginAL.Strategies;

/// <summary>How scores of different strategies are made comparable before they are combined.</summary>
public enum ScoreScale
{
    /// <summary>(score − lowest) ÷ (highest − lowest) over the candidates, in [0, 1]; 0 where all are equal.</summary>
    MinMax,

    /// <summary>The share of candidates with a lower score, in [0, 1).</summary>
    Rank,

    /// <summary>As they are.</summary>
    None,
}
