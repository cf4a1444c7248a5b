namespace PluginAL.Pools;

/// <summary>What no checksum can say: whether the columns of a segment make sense together. Gives the first problem of each column.</summary>
internal sealed partial class SegmentCheck(PoolSegment segment, Manifest manifest, CancellationToken cancellation)
{
    private const int Block = 1 << 16;

    public IEnumerable<string> Problems()
    {
        string?[] found =
        [
            segment.Labels?.Classes is { } labels ? Labels(labels, manifest.Classes.Count) : null,
            segment.Labels?.Numbers is { } numbers ? Numbers(numbers) : null,
            segment.Labels is { Values: { } indices, Offsets: { } offsets } ? Ragged(indices, offsets) : null,
            segment.Labels?.Marks is { } marks ? Marks(marks) : null,
            segment.Costs is { } costs ? Costs(costs) : null,
            segment.Tokens is { } tokens ? Ascending(tokens.Offsets) : null,
            segment.Tokens is { } sequences ? Sparse(sequences.Features, "token", 0, manifest.Column(PoolColumnInfo.TokensRole)!) : null,
            segment.RecordOffsets is { } records ? Ascending(records) : null,
            segment.IdOffsets is { } ids ? Ascending(ids) : null,
            segment.Sparse is { } sparse ? Sparse(sparse, "row", segment.FirstRow, manifest.Column(PoolColumnInfo.FeaturesRole)!) : null,
            segment.Scale is { } scale ? Finite(scale) : null,
        ];
        return found.OfType<string>();
    }

    private static string Problem<T>(NpyColumn<T> column, long index, string found)
        where T : unmanaged =>
        PoolErrors.Damaged(column.Path, column.ByteOffset(index), found).Message;

    private string? Labels(NpyColumn<int> labels, int classes)
    {
        for (var first = 0L; first < labels.Length; first += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = labels.Values(first, (int)Math.Min(Block, labels.Length - first));
            for (var i = 0; i < block.Length; i++)
            {
                if (block[i] < -1 || block[i] >= classes)
                {
                    return Problem(labels, first + i, $"row {segment.FirstRow + first + i} has class {block[i]}, expected -1 to {classes - 1}");
                }
            }
        }

        return null;
    }

    private string? Costs(NpyColumn<double> costs)
    {
        for (var row = 0L; row < costs.Length; row++)
        {
            if (row % Block == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (costs[row] is <= 0 or double.PositiveInfinity)
            {
                return Problem(costs, row, $"row {segment.FirstRow + row} costs {costs[row]}, expected a finite number above 0, or NaN");
            }
        }

        return null;
    }

    private string? Finite(NpyColumn<float> scales)
    {
        for (var row = 0L; row < scales.Length; row++)
        {
            if (row % Block == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (!float.IsFinite(scales[row]))
            {
                return Problem(scales, row, $"scale {row} is {scales[row]}, expected a finite number");
            }
        }

        return null;
    }

    private string? Ascending(NpyColumn<ulong> offsets)
    {
        var last = 0UL;
        for (var first = 0L; first < offsets.Length; first += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = offsets.Values(first, (int)Math.Min(Block, offsets.Length - first));
            for (var i = 0; i < block.Length; i++)
            {
                if (block[i] < last)
                {
                    return Problem(offsets, first + i, $"offset {block[i]} follows {last}, expected ascending offsets");
                }

                last = block[i];
            }
        }

        return null;
    }

    private string? Sparse(CsrColumn sparse, string what, long first, PoolColumnInfo info)
    {
        var width = (int)info.Shape[^1];
        var (pointers, columns) = (sparse.Pointers, sparse.Columns);
        var start = 0L;
        for (var row = 0L; row < pointers.Length - 1; row++)
        {
            Pause(row);
            var end = pointers[row + 1];
            if (end < start || end - start > width || end > columns.Length)
            {
                return Problem(pointers, row + 1, $"{what} {first + row} would lie at entries {start} to {end}, expected ascending offsets of at most {width} entries a row");
            }

            var last = -1;
            foreach (var column in columns.Values(start, (int)(end - start)))
            {
                if (column <= last || column >= width)
                {
                    return Problem(columns, start, $"{what} {first + row} has column {column} after {last}, expected ascending columns below {width}");
                }

                last = column;
            }

            start = end;
        }

        return null;
    }
}
