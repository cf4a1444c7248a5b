using System.ComponentModel.DataAnnotations;
using PluginAL.Encoding;

namespace PluginAL.Features;

/// <summary>The options of <see cref="TfIdf"/>.</summary>
public sealed record TfIdfOptions
{
    /// <summary>What n-grams are made of.</summary>
    /// <value><see cref="TextAnalyzer.Auto"/>. Option <c>analyzer</c>: <c>auto</c>, <c>word</c> or <c>char</c>.</value>
    public TextAnalyzer Analyzer { get; init; }

    /// <summary>The fewest tokens in an n-gram.</summary>
    /// <value>1. Option <c>min-n</c>.</value>
    [Range(1, NGramHasher.MaxLength)]
    public int MinN { get; init; } = 1;

    /// <summary>The most tokens in an n-gram, at least <see cref="MinN"/>.</summary>
    /// <value>2. Option <c>max-n</c>.</value>
    [Range(1, NGramHasher.MaxLength)]
    public int MaxN { get; init; } = 2;

    /// <summary>n-grams are counted in 2^bits buckets; those that share one become one column.</summary>
    /// <value>20: about a million buckets, 8 MB during the fit. Option <c>bits</c>.</value>
    [Range(8, 24)]
    public int Bits { get; init; } = 20;

    /// <summary>Buckets that fewer texts than this fall into are dropped.</summary>
    /// <value>2. Option <c>min-df</c>.</value>
    [Range(1, int.MaxValue)]
    public int MinDf { get; init; } = 2;

    /// <summary>Whether an n-gram that occurs t times in a text counts 1 + ln t, not t.</summary>
    /// <value>True. Option <c>sublinear</c>.</value>
    public bool Sublinear { get; init; } = true;

    /// <summary>Whether texts are lower-cased.</summary>
    /// <value><see cref="TextCase.Lower"/>. Option <c>case</c>: <c>lower</c> or <c>keep</c>.</value>
    public TextCase Case { get; init; }
}
