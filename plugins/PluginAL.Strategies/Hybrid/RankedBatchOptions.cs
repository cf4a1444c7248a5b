using System.ComponentModel.DataAnnotations;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="RankedBatch"/>.</summary>
public sealed record RankedBatchOptions
{
    /// <summary>How uncertainty is measured.</summary>
    /// <value>Least confidence.</value>
    public UncertaintyMeasure Measure { get; init; } = UncertaintyMeasure.LeastConfidence;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
