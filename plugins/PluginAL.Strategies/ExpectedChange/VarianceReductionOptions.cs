using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="VarianceReduction"/>.</summary>
public sealed record VarianceReductionOptions
{
    /// <summary>The weight of the prior, λ of the penalty λ/2 ‖w‖² that the model was trained with.</summary>
    /// <value>1.</value>
    [Range(1e-6, 1e6)]
    public double Lambda { get; init; } = 1;

    /// <summary>The candidates whose variance counts, drawn at random.</summary>
    /// <value>1,000.</value>
    [Range(1, 1_000_000)]
    public int Evaluation { get; init; } = 1000;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>2,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 2_000;
}
