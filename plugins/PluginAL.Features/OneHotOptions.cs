using System.ComponentModel.DataAnnotations;

namespace PluginAL.Features;

/// <summary>The options of <see cref="OneHot"/>.</summary>
public sealed record OneHotOptions
{
    /// <summary>The most values of a field that get a column each: the first ones in the fit. All others share one column.</summary>
    /// <value>10,000. Option <c>capacity</c>.</value>
    [Range(1, 1_000_000)]
    public int Capacity { get; init; } = 10_000;
}
