using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="OverallUncertainty"/>.</summary>
public sealed record OverallUncertaintyOptions
{
    /// <summary>The mean normalised entropy below which the model counts as sure.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; init; } = 0.05;
}
