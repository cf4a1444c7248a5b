using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Adaptive"/>.</summary>
public sealed record AdaptiveOptions
{
    /// <summary>Steps of β from 0 to 1: one value more than steps.</summary>
    /// <value>10, as in the paper: 0, 0.1, ..., 1.</value>
    [Range(1, 100)]
    public int Steps { get; init; } = 10;

    /// <summary>The candidates that the model's sureness is measured on, drawn at random.</summary>
    /// <value>500.</value>
    [Range(1, 1_000_000)]
    public int Evaluation { get; init; } = 500;
}
