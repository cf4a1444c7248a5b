namespace PluginAL.Abstractions;

/// <summary>Where a model writes what it says of some sequences; the shapes are those of <see cref="TokenBlock"/>.</summary>
public readonly ref struct TokenTarget
{
    /// <summary>t × K marginal probabilities.</summary>
    public required Span<float> Marginals { get; init; }

    /// <summary>t tags of the most probable paths.</summary>
    public required Span<int> BestTags { get; init; }

    /// <summary>n × P log-probabilities of the best paths, best first; −∞ where a sequence has fewer.</summary>
    public required Span<double> PathLogProbabilities { get; init; }

    /// <summary>n entropies over all paths, in nats.</summary>
    public required Span<double> Entropies { get; init; }
}
