using System.ComponentModel.DataAnnotations;

namespace PluginAL.Features;

/// <summary>The options of <see cref="Tokens"/>.</summary>
public sealed record TokensOptions
{
    /// <summary>Features are counted in 2^bits buckets; those that share one become one column.</summary>
    /// <value>20: about a million buckets, 4 MB during the fit. Option <c>bits</c>.</value>
    [Range(8, 24)]
    public int Bits { get; init; } = 20;

    /// <summary>Buckets that fewer tokens than this have a feature in are dropped.</summary>
    /// <value>2. Option <c>min-count</c>.</value>
    [Range(1, int.MaxValue)]
    public int MinCount { get; init; } = 2;

    /// <summary>The longest beginning and the longest ending of a token that are features of their own, in characters; 0: none.</summary>
    /// <value>4. Option <c>affixes</c>.</value>
    [Range(0, 8)]
    public int Affixes { get; init; } = 4;

    /// <summary>How many tokens before and after a token are looked at.</summary>
    /// <value>2. Option <c>window</c>.</value>
    [Range(0, 4)]
    public int Window { get; init; } = 2;
}
