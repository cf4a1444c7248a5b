using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="StochasticBatch"/>.</summary>
public sealed record StochasticBatchOptions
{
    /// <summary>The pointwise strategy whose scores are used.</summary>
    /// <value>entropy.</value>
    public string Strategy { get; init; } = "entropy";

    /// <summary>How scores make chances.</summary>
    /// <value>Power.</value>
    public StochasticScheme Scheme { get; init; } = StochasticScheme.Power;

    /// <summary>β, the inverse of the temperature: 0 draws uniformly, large values take the best.</summary>
    /// <value>1.</value>
    [Range(0, 1_000_000)]
    public double Beta { get; init; } = 1;
}
