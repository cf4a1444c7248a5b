using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The features of all segments, one after the other.</summary>
internal sealed class PoolFeatures(PoolSegment[] segments, SegmentIndex index, PoolColumnInfo column) : FeatureMatrix, IDisposable
{
    // One buffer for each thread, whatever the number of segments.
    private readonly ThreadLocal<float[]> _widened = new(() => new float[WidenedFeatures.RowsPerBlock((int)column.Shape[^1]) * (int)column.Shape[^1]]);

    public override FeatureLayout Layout { get; } = column.Encoding == PoolColumnInfo.SparseEncoding ? FeatureLayout.Sparse : FeatureLayout.Dense;

    public override long RowCount => index.RowCount;

    public override int Width { get; } = checked((int)column.Shape[^1]);

    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)RowCount, nameof(firstRow));
        var segment = segments[index.Of(firstRow)];
        var row = firstRow - segment.FirstRow;
        var count = (int)Math.Min(maxRows, segment.Rows - row);
        if (segment.Dense is { } dense)
        {
            count = Math.Min(count, dense.MaxRowsPerSpan);
            return FeatureBlock.Dense(dense.Rows(row, count), count, Width);
        }

        if (segment.Short is { } narrow)
        {
            return narrow.Block(row, count, _widened.Value!);
        }

        var pointers = segment.RowPointers!.Values(row, Math.Min(count, int.MaxValue - 1) + 1);
        while (pointers[^1] - pointers[0] > int.MaxValue && pointers.Length > 2)
        {
            pointers = pointers[..((pointers.Length / 2) + 1)];
        }

        // Ascending pointers between two ends that lie within the columns: nothing that reads the block can leave it.
        for (var i = 1; i < pointers.Length; i++)
        {
            if (pointers[i] < pointers[i - 1])
            {
                throw PoolErrors.Damaged(
                    segment.RowPointers.Path, NpyHeader.WrittenSize + (8 * (row + i)),
                    $"row {firstRow + i - 1} would end at entry {pointers[i]}, before it begins at {pointers[i - 1]}");
            }
        }

        var (start, length) = (pointers[0], pointers[^1] - pointers[0]);
        if (start < 0 || length is < 0 or > int.MaxValue || start + length > segment.ColumnIndices!.Length)
        {
            throw PoolErrors.Damaged(
                segment.RowPointers.Path, NpyHeader.WrittenSize + (8 * row),
                $"rows {firstRow} to {firstRow + pointers.Length - 1} would lie at entries {start} to {start + length}");
        }

        return FeatureBlock.Sparse(pointers, segment.ColumnIndices.Values(start, (int)length), segment.SparseValues!.Values(start, (int)length), Width);
    }

    public void Dispose() => _widened.Dispose();
}
