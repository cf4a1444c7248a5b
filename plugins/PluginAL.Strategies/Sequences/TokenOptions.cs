namespace PluginAL.Strategies;

/// <summary>Options of <see cref="TokenEntropy"/>, <see cref="TokenLeastConfidence"/> and <see cref="TokenMargin"/>.</summary>
public sealed record TokenOptions
{
    /// <summary>How the scores of a sequence's tokens become one.</summary>
    /// <value>Mean.</value>
    public TokenAggregate Aggregate { get; init; } = TokenAggregate.Mean;
}
