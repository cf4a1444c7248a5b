using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="GainPerCost"/>.</summary>
public sealed record GainPerCostOptions
{
    /// <summary>What one point (0.01) of the metric is worth, in units of the budget.</summary>
    [Range(0.0, double.MaxValue)]
    public double Worth { get; init; } = 100;

    /// <summary>How many further labels are looked ahead.</summary>
    [Range(1, 1_000_000)]
    public int Ahead { get; init; } = 100;

    /// <summary>How many measured rounds it waits for.</summary>
    [Range(4, 1000)]
    public int Rounds { get; init; } = 6;
}
