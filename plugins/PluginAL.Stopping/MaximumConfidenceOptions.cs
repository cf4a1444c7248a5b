using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="MaximumConfidence"/>.</summary>
public sealed record MaximumConfidenceOptions
{
    /// <summary>The normalised entropy below which even the least certain chosen row counts as sure.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; init; } = 0.05;
}
