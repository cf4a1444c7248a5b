using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="Budget"/>; 0 sets no limit.</summary>
public sealed record BudgetOptions
{
    /// <summary>The most labels.</summary>
    [Range(0, int.MaxValue)]
    public int Labels { get; init; }

    /// <summary>The most cost, in units of the budget.</summary>
    [Range(0.0, double.MaxValue)]
    public double Cost { get; init; }

    /// <summary>The most minutes of the session.</summary>
    [Range(0.0, double.MaxValue)]
    public double Minutes { get; init; }
}
