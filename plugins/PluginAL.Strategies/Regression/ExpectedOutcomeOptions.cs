using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of strategies that train with each number that a candidate may turn out to be.</summary>
public sealed record ExpectedOutcomeOptions
{
    /// <summary>The candidates that are tried, drawn at random; each is trained for once for each outcome.</summary>
    /// <value>50; never fewer than rows are wanted.</value>
    [Range(1, 1_000_000)]
    public int Candidates { get; init; } = 50;

    /// <summary>The rows of the pool, labelled ones too, that the effect is measured on, drawn at random.</summary>
    /// <value>200.</value>
    [Range(1, 1_000_000)]
    public int Evaluation { get; init; } = 200;

    /// <summary>The outcomes tried: 1 is the mean μ alone, 2 are μ ± σ, 3 are μ and μ ± √3 σ with weights ⅔ and ⅙ (Gauss and Hermite's rules).</summary>
    /// <value>3.</value>
    [Range(1, 3)]
    public int Outcomes { get; init; } = 3;
}
