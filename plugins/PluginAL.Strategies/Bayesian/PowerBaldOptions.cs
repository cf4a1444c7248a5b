using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="PowerBald"/>.</summary>
public sealed record PowerBaldOptions
{
    /// <summary>The exponent β: 0 draws uniformly, large values take the best.</summary>
    /// <value>1, as in the paper.</value>
    [Range(0, 1000)]
    public double Beta { get; init; } = 1;
}
