namespace PluginAL.Abstractions;

/// <summary>What the model of one round said of the stop set.</summary>
public sealed record StopSetRound
{
    /// <summary>The likeliest class of each row.</summary>
    public required IReadOnlyList<int> Predicted { get; init; }

    /// <summary>The mean over the rows of entropy / ln C, in [0, 1].</summary>
    public required double MeanNormalisedEntropy { get; init; }

    /// <summary>The mean probability of each class over the rows that have no label yet; empty where all have one.</summary>
    public IReadOnlyList<double> MeanProbabilities { get; init; } = [];
}
