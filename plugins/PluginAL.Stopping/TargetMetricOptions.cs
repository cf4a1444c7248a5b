using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="TargetMetric"/>.</summary>
public sealed record TargetMetricOptions
{
    /// <summary>The metric to be reached, a share in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Target { get; init; } = 0.9;

    /// <summary>How sure one must be that it is reached, one-sided.</summary>
    [Range(0.5, 0.9999)]
    public double Confidence { get; init; } = 0.95;
}
