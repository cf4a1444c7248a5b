using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="HierarchicalSampling"/>.</summary>
public sealed record HierarchicalOptions
{
    /// <summary>The most rows, candidates and labelled ones together, that the tree is built of; candidates are drawn at random.</summary>
    /// <value>2,000.</value>
    [Range(2, 20_000)]
    public int Candidates { get; init; } = 2000;
}
