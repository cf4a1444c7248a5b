using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="ClassificationChange"/>.</summary>
public sealed record ClassificationChangeOptions
{
    /// <summary>The share of the stop set that may change its class.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; init; }

    /// <summary>For how many successive pairs of models in a row it must hold.</summary>
    [Range(1, 1000)]
    public int Window { get; init; } = 1;
}
