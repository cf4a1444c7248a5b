namespace PluginAL.Abstractions;

/// <summary>What a model says of the tokens of n sequences (<see cref="Signals.TokenMarginals"/>): ragged, one sequence after another.</summary>
public readonly ref struct TokenBlock
{
    /// <summary>n + 1 offsets, ascending from 0 to t: the tokens of sequence i are [Offsets[i], Offsets[i + 1]). A sequence may be empty.</summary>
    public required ReadOnlySpan<int> Offsets { get; init; }

    /// <summary>The number of tags K.</summary>
    public required int TagCount { get; init; }

    /// <summary>Marginal probabilities of the tags, t × K; each row sums to one within 1e-5.</summary>
    public required ReadOnlySpan<float> Marginals { get; init; }

    /// <summary>The tags of the most probable path (Viterbi's), t indices in [0, K).</summary>
    public required ReadOnlySpan<int> BestTags { get; init; }

    /// <summary>The number of best paths P, at least 1.</summary>
    public required int PathCount { get; init; }

    /// <summary>log p(path | sequence) of the P most probable paths, n × P, best first, in nats; −∞ where a sequence has fewer paths. 0 for an empty sequence.</summary>
    public required ReadOnlySpan<double> PathLogProbabilities { get; init; }

    /// <summary>The entropy of the distribution over all paths of each sequence, n values in nats.</summary>
    public required ReadOnlySpan<double> Entropies { get; init; }

    /// <summary>The number of sequences n.</summary>
    public int Count => Math.Max(0, Offsets.Length - 1);

    /// <summary>The number of tokens of a sequence.</summary>
    /// <param name="index">The sequence, in [0, n).</param>
    /// <returns>The number.</returns>
    public int Length(int index) => Offsets[index + 1] - Offsets[index];
}
