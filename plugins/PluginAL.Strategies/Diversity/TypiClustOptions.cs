using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="TypiClust"/>.</summary>
public sealed record TypiClustOptions
{
    /// <summary>The most clusters.</summary>
    /// <value>500, as in the paper.</value>
    [Range(1, 100_000)]
    public int Clusters { get; init; } = 500;

    /// <summary>The neighbours that make a row typical.</summary>
    /// <value>20, as in the paper.</value>
    [Range(1, 1000)]
    public int Neighbours { get; init; } = 20;

    /// <summary>The most iterations of k-means.</summary>
    /// <value>20.</value>
    [Range(1, 1000)]
    public int Iterations { get; init; } = 20;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
