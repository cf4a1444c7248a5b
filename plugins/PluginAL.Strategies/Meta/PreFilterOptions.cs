using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="PreFilter"/>.</summary>
public sealed record PreFilterOptions
{
    /// <summary>The strategy that makes the short list.</summary>
    /// <value>margin.</value>
    public string First { get; init; } = "margin";

    /// <summary>The strategy that chooses from it.</summary>
    /// <value>random.</value>
    public string Then { get; init; } = "random";

    /// <summary>Rows on the short list for each row to be chosen.</summary>
    /// <value>10.</value>
    [Range(1, 100_000)]
    public int Factor { get; init; } = 10;
}
