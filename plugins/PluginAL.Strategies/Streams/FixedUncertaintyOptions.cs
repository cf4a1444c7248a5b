using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="FixedUncertainty"/>.</summary>
public sealed record FixedUncertaintyOptions
{
    /// <summary>About how many rows back spending counts.</summary>
    /// <value>100.</value>
    [Range(1, 1_000_000)]
    public int Window { get; init; } = 100;
}
