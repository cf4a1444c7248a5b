using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Thompson"/>.</summary>
public sealed record ThompsonOptions
{
    /// <summary>The strategies to draw from, two or more with + between them.</summary>
    /// <value>margin+entropy+random.</value>
    public string Inner { get; init; } = "margin+entropy+random";

    /// <summary>What is left of earlier evidence after a round.</summary>
    /// <value>0.95.</value>
    [Range(0.0, 1.0)]
    public double Memory { get; init; } = 0.95;

    /// <summary>Rows of the pool whose predictions are compared from round to round.</summary>
    /// <value>1,000.</value>
    [Range(1, 1_000_000)]
    public int Probe { get; init; } = 1000;
}
