using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Mnlp"/> and <see cref="NormalisedLogProbability"/>.</summary>
public sealed record LengthOptions
{
    /// <summary>The exponent of the number of tokens that the log-probability is divided by: 1 is its mean, 0 ranks as least confidence does, and does not saturate.</summary>
    /// <value>1.</value>
    [Range(0, 2)]
    public double Exponent { get; init; } = 1;
}
