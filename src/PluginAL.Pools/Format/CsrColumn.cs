using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Sparse rows of a segment: offsets, column numbers and values, in SciPy's layout.</summary>
/// <param name="Pointers">n + 1 offsets of the rows, from 0.</param>
/// <param name="Columns">The column of each entry, ascending within a row.</param>
/// <param name="Values">The value of each entry.</param>
internal sealed record CsrColumn(NpyColumn<long> Pointers, NpyColumn<int> Columns, NpyColumn<float> Values)
{
    /// <summary>A block of rows.</summary>
    /// <param name="row">The first row, within the segment.</param>
    /// <param name="count">The most rows.</param>
    /// <param name="firstRow">The number of that row in the pool, for an error.</param>
    /// <param name="width">The number of columns.</param>
    public FeatureBlock Block(long row, int count, long firstRow, int width)
    {
        var pointers = Pointers.Values(row, Math.Min(count, int.MaxValue - 1) + 1);
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
                    Pointers.Path, NpyHeader.WrittenSize + (8 * (row + i)), $"row {firstRow + i - 1} would end at entry {pointers[i]}, before it begins at {pointers[i - 1]}");
            }
        }

        var (start, length) = (pointers[0], pointers[^1] - pointers[0]);
        if (start < 0 || length is < 0 or > int.MaxValue || start + length > Columns.Length)
        {
            throw PoolErrors.Damaged(
                Pointers.Path, NpyHeader.WrittenSize + (8 * row), $"rows {firstRow} to {firstRow + pointers.Length - 1} would lie at entries {start} to {start + length}");
        }

        return FeatureBlock.Sparse(pointers, Columns.Values(start, (int)length), Values.Values(start, (int)length), width);
    }

    /// <summary>Checks that the offsets begin at 0 and end with the entries.</summary>
    public void CheckEnds()
    {
        var rows = Pointers.Length - 1;
        var (first, last) = (Pointers[0], Pointers[rows]);
        if (first != 0 || last != Columns.Length)
        {
            throw PoolErrors.Damaged(
                Pointers.Path, NpyHeader.WrittenSize + (first != 0 ? 0 : 8 * rows), $"the row offsets run from {first} to {last}, expected 0 to {Columns.Length}");
        }
    }
}
