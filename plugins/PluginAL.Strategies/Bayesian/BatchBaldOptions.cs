using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="BatchBald"/>.</summary>
public sealed record BatchBaldOptions
{
    /// <summary>The most joint outcomes of a batch that are followed: all of them while they are fewer (the joint entropy is exact), then as many,
    /// drawn from their distribution.</summary>
    /// <value>1,000.</value>
    [Range(1, 1_000_000)]
    public int Configurations { get; init; } = 1000;

    /// <summary>The rows of highest BALD that are looked at: the information of a batch is at most the sum of the rows'.</summary>
    /// <value>2,000.</value>
    [Range(1, 1_000_000)]
    public int Candidates { get; init; } = 2000;
}
