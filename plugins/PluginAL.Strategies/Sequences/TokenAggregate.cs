namespace PluginAL.Strategies;

/// <summary>How the scores of a sequence's tokens become one.</summary>
public enum TokenAggregate
{
    /// <summary>Their mean: what a token of the sequence is worth, whatever its length.</summary>
    Mean,

    /// <summary>Their sum, which favours long sequences: what the whole sequence is worth.</summary>
    Sum,

    /// <summary>The greatest: one doubtful token is enough.</summary>
    Max,
}
