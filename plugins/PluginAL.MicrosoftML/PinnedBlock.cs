using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML;

/// <summary>A block's rows as a matrix, while its memory is pinned: a block itself cannot be held by a cursor.</summary>
internal sealed unsafe class PinnedBlock(FeatureLayout layout, int count, int width, float* values, long* rowOffsets, int* columns) : FeatureMatrix
{
    public override FeatureLayout Layout => layout;

    public override long RowCount => count;

    public override int Width => width;

    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)count, nameof(firstRow));
        var rows = (int)Math.Min(maxRows, count - firstRow);
        if (layout == FeatureLayout.Dense)
        {
            return FeatureBlock.Dense(new(values + (firstRow * width), rows * width), rows, width);
        }

        var offsets = new ReadOnlySpan<long>(rowOffsets + firstRow, rows + 1);
        var (start, length) = (offsets[0] - *rowOffsets, (int)(offsets[^1] - offsets[0]));
        return FeatureBlock.Sparse(offsets, new(columns + start, length), new(values + start, length), width);
    }
}
