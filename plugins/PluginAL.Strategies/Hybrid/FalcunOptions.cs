using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Falcun"/>.</summary>
public sealed record FalcunOptions
{
    /// <summary>The exponent γ: large values take the most relevant rows, 0 draws uniformly.</summary>
    /// <value>10, as in the paper.</value>
    [Range(0, 1000)]
    public double Gamma { get; init; } = 10;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
