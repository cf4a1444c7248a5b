namespace PluginAL.Pools;

/// <summary>The sequences of a segment: where the tokens of each row begin, and their features.</summary>
internal sealed class SegmentTokens
{
    public SegmentTokens(PoolSegment segment)
    {
        Offsets = segment.Column<long>(PoolNames.TokenOffsets, segment.Rows + 1);
        var (first, last) = (Offsets[0], Offsets[segment.Rows]);
        var pointers = segment.Column<long>(PoolNames.TokenPointers, -1);
        if (first != 0 || last != pointers.Length - 1)
        {
            throw PoolErrors.Damaged(
                Offsets.Path, NpyHeader.WrittenSize + (first != 0 ? 0 : 8 * segment.Rows), $"the offsets run from {first} to {last}, expected 0 to {pointers.Length - 1}, the number of tokens");
        }

        var columns = segment.Column<int>(PoolNames.TokenColumns, -1);
        Features = new CsrColumn(pointers, columns, segment.Column<float>(PoolNames.TokenValues, columns.Length));
        Features.CheckEnds();
    }

    /// <summary>n + 1 offsets of the rows' tokens, within the segment.</summary>
    public NpyColumn<long> Offsets { get; }

    /// <summary>The features of the tokens.</summary>
    public CsrColumn Features { get; }

    /// <summary>The number of tokens.</summary>
    public long Count => Features.Pointers.Length - 1;

    /// <summary>Where the tokens of a row begin; a number that is not between 0 and the number of tokens is an error.</summary>
    public long Offset(long row) => Offsets[row] is var offset && offset >= 0 && offset <= Count ? offset
        : throw PoolErrors.Damaged(Offsets.Path, Offsets.ByteOffset(row), $"row {row} would begin at token {offset} of {Count}");
}
