using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="ExpectedErrorReduction"/>.</summary>
public sealed record ExpectedErrorReductionOptions
{
    /// <summary>What counts as an error.</summary>
    /// <value>Log.</value>
    public ErrorLoss Loss { get; init; } = ErrorLoss.Log;

    /// <summary>The candidates that are tried, drawn at random: each is trained for once for each likely class.</summary>
    /// <value>50; never fewer than rows are wanted.</value>
    [Range(1, 1_000_000)]
    public int Candidates { get; init; } = 50;

    /// <summary>The candidates that the effect is measured on, drawn at random.</summary>
    /// <value>500.</value>
    [Range(1, 1_000_000)]
    public int Evaluation { get; init; } = 500;
}
