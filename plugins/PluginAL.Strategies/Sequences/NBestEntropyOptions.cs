using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="NBestEntropy"/>.</summary>
public sealed record NBestEntropyOptions
{
    /// <summary>The number of best paths, N; no more than the model gives (the learner's option <c>paths</c>).</summary>
    /// <value>All that the model gives.</value>
    [Range(2, 1000)]
    public int Paths { get; init; } = 1000;

    /// <summary>What the score is for: the sequence, or each of its tokens.</summary>
    /// <value>Sequence.</value>
    public SequenceCost Per { get; init; } = SequenceCost.Sequence;

    /// <summary>With <c>per=token</c>: what reading a sequence costs beside its tokens' labels, in tokens.</summary>
    /// <value>0.</value>
    [Range(0, 1e6)]
    public double Overhead { get; init; }
}
