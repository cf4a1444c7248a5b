namespace PluginAL.Abstractions;

/// <summary>What a stream strategy and a budget manager may look at.</summary>
public sealed record StreamContext
{
    /// <summary>The share of rows that may be asked for, in [0, 1].</summary>
    public required double Budget { get; init; }

    /// <summary>The number of classes C.</summary>
    public required int ClassCount { get; init; }

    /// <summary>The model; null before the first one.</summary>
    public IModel? Model { get; init; }

    /// <summary>The classes of the labelled rows that the model learned from, in the order in which they came.</summary>
    public IReadOnlyList<int> Labels { get; init; } = [];

    /// <summary>Dense representations of these rows, (n, E), for strategies that need <see cref="Signals.Embeddings"/>; else null.</summary>
    public FeatureMatrix? LabelledEmbeddings { get; init; }

    /// <summary>The plugin's share of randomness: draws are keyed by the row's number in the stream.</summary>
    public required RandomSource Random { get; init; }

    /// <summary>Where to say things.</summary>
    public required IPluginLog Log { get; init; }

    /// <summary>Cancels the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
