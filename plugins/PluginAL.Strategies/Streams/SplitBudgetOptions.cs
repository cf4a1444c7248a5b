using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="SplitBudget"/>.</summary>
public sealed record SplitBudgetOptions
{
    /// <summary>ν, the share of rows that are drawn at random.</summary>
    /// <value>0.1.</value>
    [Range(0.0, 1)]
    public double RandomShare { get; init; } = 0.1;

    /// <summary>About how many rows back spending counts.</summary>
    /// <value>100.</value>
    [Range(1, 1_000_000)]
    public int Window { get; init; } = 100;

    /// <summary>θ at the start.</summary>
    /// <value>1.</value>
    [Range(0.001, 1000)]
    public double Threshold { get; init; } = 1;

    /// <summary>s, by which θ falls or rises with each row.</summary>
    /// <value>0.01.</value>
    [Range(0.000001, 0.999999)]
    public double Step { get; init; } = 0.01;
}
