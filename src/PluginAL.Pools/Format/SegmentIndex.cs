namespace PluginAL.Pools;

/// <summary>Finds the segment of a global row.</summary>
internal sealed class SegmentIndex
{
    private readonly long[] _ends;

    public SegmentIndex(IReadOnlyList<PoolSegment> segments)
        : this([.. segments.Select(segment => segment.FirstRow + segment.Rows)])
    {
    }

    /// <summary>Segments by the ends of their rows.</summary>
    public SegmentIndex(long[] ends)
    {
        _ends = ends;
        RowCount = _ends.Length == 0 ? 0 : _ends[^1];
    }

    public long RowCount { get; }

    public int Of(long row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)row, (ulong)RowCount, nameof(row));
        var found = Array.BinarySearch(_ends, row + 1);
        if (found < 0)
        {
            return ~found;
        }

        // Several segments may end at the same row where some are empty: the first of them holds it.
        while (found > 0 && _ends[found - 1] == row + 1)
        {
            found--;
        }

        return found;
    }
}
