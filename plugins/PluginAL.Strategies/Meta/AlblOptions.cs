using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Albl"/>.</summary>
public sealed record AlblOptions
{
    /// <summary>The strategies that advise, two or more with + between them.</summary>
    /// <value>margin+entropy+random.</value>
    public string Inner { get; init; } = "margin+entropy+random";

    /// <summary>The number of rows that are expected to be chosen in all, T.</summary>
    /// <value>1,000.</value>
    [Range(1, 1_000_000_000)]
    public int Horizon { get; init; } = 1000;

    /// <summary>δ: the bound on the regret holds with probability 1 − δ.</summary>
    /// <value>0.1.</value>
    [Range(1e-9, 1.0)]
    public double Delta { get; init; } = 0.1;
}
