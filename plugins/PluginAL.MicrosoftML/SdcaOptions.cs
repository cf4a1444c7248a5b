using System.ComponentModel.DataAnnotations;

namespace PluginAL.MicrosoftML;

/// <summary>Options of <see cref="SdcaLearner"/>.</summary>
public sealed record SdcaOptions
{
    /// <summary>The weight of the L2 penalty. Null: Microsoft.ML chooses by the number of rows.</summary>
    /// <value>null.</value>
    [Range(0, 1e9)]
    public double? L2 { get; init; }

    /// <summary>The most passes over the rows. Null: Microsoft.ML chooses.</summary>
    /// <value>null.</value>
    [Range(1, 100_000)]
    public int? Iterations { get; init; }
}
