using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="SubSampling"/>.</summary>
public sealed record SubSamplingOptions
{
    /// <summary>The strategy that chooses from the sample.</summary>
    /// <value>margin.</value>
    public string Inner { get; init; } = "margin";

    /// <summary>Candidates in the sample; never fewer than are to be chosen.</summary>
    /// <value>10,000.</value>
    [Range(1, 100_000_000)]
    public int Rows { get; init; } = 10_000;
}
