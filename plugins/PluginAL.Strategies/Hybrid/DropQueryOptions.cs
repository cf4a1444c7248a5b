using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="DropQuery"/>.</summary>
public sealed record DropQueryOptions
{
    /// <summary>The passes with dropout M.</summary>
    /// <value>3, as in the paper.</value>
    [Range(1, 1000)]
    public int Passes { get; init; } = 3;

    /// <summary>The share of features that a pass drops; the others are scaled up to keep the sum.</summary>
    /// <value>0.75, as in the paper.</value>
    [Range(0, 0.99)]
    public double Dropout { get; init; } = 0.75;

    /// <summary>The most iterations of k-means.</summary>
    /// <value>20.</value>
    [Range(1, 1000)]
    public int Iterations { get; init; } = 20;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
