namespace PluginAL.Abstractions;

/// <summary>Sequences whose offsets are in memory.</summary>
/// <param name="features">The features of all tokens, (T, D).</param>
/// <param name="offsets">N + 1 offsets, ascending from 0 to T. Both may grow: a sequence more is an offset more.</param>
public sealed class ListedTokens(FeatureMatrix features, IReadOnlyList<long> offsets) : TokenMatrix
{
    /// <inheritdoc/>
    public override FeatureMatrix Features => features;

    /// <inheritdoc/>
    public override long SequenceCount => offsets.Count - 1;

    /// <inheritdoc/>
    public override long Offset(long sequence) => offsets[(int)sequence];
}
