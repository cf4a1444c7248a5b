using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="ClassBalancer"/>.</summary>
public sealed record ClassBalancerOptions
{
    /// <summary>The strategy that ranks the rows.</summary>
    /// <value>margin.</value>
    public string Inner { get; init; } = "margin";

    /// <summary>Rows that are ranked for each row to be chosen.</summary>
    /// <value>10.</value>
    [Range(1, 100_000)]
    public int Factor { get; init; } = 10;
}
