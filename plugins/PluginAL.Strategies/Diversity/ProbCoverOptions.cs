using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="ProbCover"/>.</summary>
public sealed record ProbCoverOptions
{
    /// <summary>The radius δ of the balls; 0: the largest at which 95 % of the balls are pure (see <see cref="Purity"/>).</summary>
    /// <value>0.</value>
    [Range(0, double.MaxValue)]
    public double Delta { get; init; }

    /// <summary>With δ not given: the share of rows whose ball holds rows of one pseudo-label only; pseudo-labels are k-means with as many
    /// clusters as classes.</summary>
    /// <value>0.95, as in the paper.</value>
    [Range(0.01, 1)]
    public double Purity { get; init; } = 0.95;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>30,000: all pairs are compared, and kept as bits.</value>
    [Range(1, 200_000)]
    public int Candidates { get; init; } = 30_000;
}
