using System.ComponentModel.DataAnnotations;

namespace PluginAL.MicrosoftML;

/// <summary>Options of <see cref="LbfgsLearner"/>.</summary>
public sealed record LbfgsOptions
{
    /// <summary>The weight of the L1 penalty.</summary>
    /// <value>0.</value>
    [Range(0, 1e9)]
    public double L1 { get; init; }

    /// <summary>The weight of the L2 penalty.</summary>
    /// <value>1.</value>
    [Range(0, 1e9)]
    public double L2 { get; init; } = 1;

    /// <summary>The most steps.</summary>
    /// <value>1000.</value>
    [Range(1, 100_000)]
    public int Iterations { get; init; } = 1000;
}
