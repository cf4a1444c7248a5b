using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="KappaStability"/>.</summary>
public sealed record KappaOptions
{
    /// <summary>The mean kappa from which predictions count as stable.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; init; } = 0.99;

    /// <summary>Over how many successive pairs of models the mean is taken.</summary>
    [Range(1, 1000)]
    public int Window { get; init; } = 3;
}
