using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="CognitiveStream"/>.</summary>
public sealed record CognitiveStreamOptions
{
    /// <summary>w, the rows that are remembered.</summary>
    /// <value>10.</value>
    [Range(1, 1_000_000)]
    public int Window { get; init; } = 10;

    /// <summary>d, the remembered rows to which a row has to be nearer than all before.</summary>
    /// <value>1.</value>
    [Range(1, 1_000_000)]
    public int Density { get; init; } = 1;
}
