using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Contrastive"/>.</summary>
public sealed record ContrastiveOptions
{
    /// <summary>The labelled neighbours k of each row.</summary>
    /// <value>10, as in the paper.</value>
    [Range(1, 1000)]
    public int Neighbours { get; init; } = 10;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
