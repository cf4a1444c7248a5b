using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="ExpectedAveragePrecision"/>.</summary>
public sealed record ExpectedAveragePrecisionOptions
{
    /// <summary>The candidates that are tried and ranked, drawn at random: the time grows with their third power.</summary>
    /// <value>200; never fewer than rows are wanted.</value>
    [Range(2, 2000)]
    public int Candidates { get; init; } = 200;
}
