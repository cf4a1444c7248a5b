namespace PluginAL.Abstractions;

/// <summary>Some sequences, as a model reads them.</summary>
public readonly ref struct TokenRows
{
    /// <summary>The features of the sequences' tokens, t × D, one sequence after another.</summary>
    public required FeatureBlock Tokens { get; init; }

    /// <summary>n + 1 offsets, ascending from 0 to t: the tokens of sequence i are [Offsets[i], Offsets[i + 1]). A sequence may be empty.</summary>
    public required ReadOnlySpan<int> Offsets { get; init; }

    /// <summary>The number of sequences n.</summary>
    public int Count => Offsets.Length - 1;
}
