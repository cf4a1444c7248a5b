using System.ComponentModel.DataAnnotations;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="UncertainClusters"/>.</summary>
public sealed record UncertainClustersOptions
{
    /// <summary>How uncertainty is measured.</summary>
    /// <value>Margin.</value>
    public UncertaintyMeasure Measure { get; init; } = UncertaintyMeasure.Margin;

    /// <summary>The most uncertain rows that are clustered, for each row that is wanted.</summary>
    /// <value>10.</value>
    [Range(1, 10_000)]
    public int Factor { get; init; } = 10;

    /// <summary>The most iterations of k-means.</summary>
    /// <value>20.</value>
    [Range(1, 1000)]
    public int Iterations { get; init; } = 20;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
