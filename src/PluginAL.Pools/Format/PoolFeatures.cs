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

        return segment.Sparse!.Block(row, count, firstRow, Width);
    }

    public void Dispose() => _widened.Dispose();
}
