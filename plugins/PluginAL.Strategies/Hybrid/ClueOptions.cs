using System.ComponentModel.DataAnnotations;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Clue"/>.</summary>
public sealed record ClueOptions
{
    /// <summary>How uncertainty is measured.</summary>
    /// <value>Entropy.</value>
    public UncertaintyMeasure Measure { get; init; } = UncertaintyMeasure.Entropy;

    /// <summary>The temperature T that the probabilities are softened with, p^(1/T): large values weigh all rows alike.</summary>
    /// <value>1.</value>
    [Range(0.01, 1000)]
    public double Temperature { get; init; } = 1;

    /// <summary>The most iterations of k-means.</summary>
    /// <value>20.</value>
    [Range(1, 1000)]
    public int Iterations { get; init; } = 20;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
