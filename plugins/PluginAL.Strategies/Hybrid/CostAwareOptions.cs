using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="CostAware"/>.</summary>
public sealed record CostAwareOptions
{
    /// <summary>The pointwise strategy whose scores are weighed.</summary>
    /// <value>margin.</value>
    public string Inner { get; init; } = "margin";

    /// <summary>The exponent of the cost: 0 leaves it out, 1 is score per unit of the budget.</summary>
    /// <value>1.</value>
    [Range(0, 10)]
    public double Exponent { get; init; } = 1;
}
