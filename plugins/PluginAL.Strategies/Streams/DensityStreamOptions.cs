using System.ComponentModel.DataAnnotations;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="DensityStream"/>.</summary>
public sealed record DensityStreamOptions
{
    /// <summary>w, the rows that are kept.</summary>
    /// <value>1,000.</value>
    [Range(1, 1_000_000)]
    public int Window { get; init; } = 1000;

    /// <summary>The measure of uncertainty.</summary>
    /// <value>Margin.</value>
    public UncertaintyMeasure Measure { get; init; } = UncertaintyMeasure.Margin;
}
