namespace PluginAL.Strategies;

/// <summary>Options of <see cref="LinearCombination"/> and <see cref="ProductCombination"/>.</summary>
public sealed record CombinationOptions
{
    /// <summary>The strategies whose scores are combined, pointwise ones, with + between them.</summary>
    /// <value>margin+entropy.</value>
    public string Inner { get; init; } = "margin+entropy";

    /// <summary>A weight of at least 0 for each, with + between them; empty: 1 each.</summary>
    /// <value>Empty.</value>
    public string Weights { get; init; } = "";

    /// <summary>How the scores are made comparable first.</summary>
    /// <value><see cref="ScoreScale.MinMax"/>.</value>
    public ScoreScale Scale { get; init; } = ScoreScale.MinMax;
}
