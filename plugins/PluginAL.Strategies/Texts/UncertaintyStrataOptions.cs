using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="UncertaintyStrata"/>.</summary>
public sealed record UncertaintyStrataOptions
{
    /// <summary>The pointwise strategy whose scores are cut into strata.</summary>
    /// <value>normalised-log-probability.</value>
    public string Strategy { get; init; } = "normalised-log-probability";

    /// <summary>The number of strata, of equal size.</summary>
    /// <value>4.</value>
    [Range(1, 1000)]
    public int Strata { get; init; } = 4;

    /// <summary>The part of the candidates, from the most uncertain on, that is cut into strata; 1: all.</summary>
    /// <value>1.</value>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double Share { get; init; } = 1;

    /// <summary>The most candidates looked at: of more, a simple random sample.</summary>
    /// <value>100,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000;
}
