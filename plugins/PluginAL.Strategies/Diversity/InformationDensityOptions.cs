using System.ComponentModel.DataAnnotations;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="InformationDensity"/>.</summary>
public sealed record InformationDensityOptions
{
    /// <summary>How uncertainty is measured.</summary>
    /// <value>Entropy.</value>
    public UncertaintyMeasure Measure { get; init; } = UncertaintyMeasure.Entropy;

    /// <summary>The exponent β of the density.</summary>
    /// <value>1.</value>
    [Range(0, 100)]
    public double Beta { get; init; } = 1;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
