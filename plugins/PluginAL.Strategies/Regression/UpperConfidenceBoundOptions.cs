using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="UpperConfidenceBound"/>.</summary>
public sealed record UpperConfidenceBoundOptions
{
    /// <summary>κ: how many standard deviations above the mean. More explores more; 0 takes the greatest mean.</summary>
    /// <value>1.</value>
    [Range(0, 1e6)]
    public double Kappa { get; init; } = 1;

    /// <summary>Whether the least number is sought instead of the greatest.</summary>
    /// <value>false.</value>
    public bool Minimise { get; init; }
}
