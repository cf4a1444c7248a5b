using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="QuantileFilter"/>.</summary>
public sealed record QuantileFilterOptions
{
    /// <summary>w, the utilities that are kept.</summary>
    /// <value>100.</value>
    [Range(1, 1_000_000)]
    public int Window { get; init; } = 100;

    /// <summary>w_tol, the labels of surplus or debt that move the threshold by all of the utilities' range.</summary>
    /// <value>50.</value>
    [Range(0.001, 1e9)]
    public double Tolerance { get; init; } = 50;
}
