using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="GradientOfCurve"/>.</summary>
public sealed record GradientOptions
{
    /// <summary>The gain of the metric per 100 labels below which the curve counts as flat.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; init; } = 0.002;

    /// <summary>Over how many rounds the slope is taken.</summary>
    [Range(3, 1000)]
    public int Window { get; init; } = 8;
}
