using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Collapse"/>.</summary>
public sealed record CollapseOptions
{
    /// <summary>The strategy that chooses among what is left.</summary>
    /// <value>margin.</value>
    public string Strategy { get; init; } = "margin";

    /// <summary>From which cosine similarity on a row counts as a near-duplicate.</summary>
    /// <value>0.99.</value>
    [Range(0.5, 1)]
    public double Similarity { get; init; } = 0.99;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
