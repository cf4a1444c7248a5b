namespace PluginAL.Abstractions;

/// <summary>Sparse features (CSR) in memory, to which rows can be appended.</summary>
public sealed class SparseFeatures : FeatureMatrix
{
    private readonly List<long> _offsets = [0];
    private int[] _columns = new int[256];
    private float[] _values = new float[256];

    /// <summary>An empty matrix.</summary>
    /// <param name="width">The number of columns D, at least 1.</param>
    public SparseFeatures(int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        Width = width;
    }

    /// <inheritdoc/>
    public override FeatureLayout Layout => FeatureLayout.Sparse;

    /// <inheritdoc/>
    public override long RowCount => _offsets.Count - 1;

    /// <inheritdoc/>
    public override int Width { get; }

    /// <summary>Takes all rows out, and keeps their memory for others.</summary>
    public void Clear() => _offsets.RemoveRange(1, _offsets.Count - 1);

    /// <summary>Appends one row.</summary>
    /// <param name="columns">The column numbers, ascending, each in [0, D).</param>
    /// <param name="values">The value of each column.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the columns are not ascending within the width.</exception>
    public void Append(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
    {
        if (columns.Length != values.Length)
        {
            throw new ArgumentException($"{columns.Length} columns came with {values.Length} values.", nameof(values));
        }

        var last = -1;
        foreach (var column in columns)
        {
            if (column <= last || column >= Width)
            {
                throw new ArgumentException($"Column {column} follows {last} in a row of width {Width}; columns ascend from 0.", nameof(columns));
            }

            last = column;
        }

        var used = checked((int)_offsets[^1]);
        var needed = checked(used + columns.Length);
        if (needed > _columns.Length)
        {
            var size = Math.Max(needed, (int)Math.Min(Array.MaxLength, 2L * _columns.Length));
            Array.Resize(ref _columns, size);
            Array.Resize(ref _values, size);
        }

        columns.CopyTo(_columns.AsSpan(used));
        values.CopyTo(_values.AsSpan(used));
        _offsets.Add(needed);
    }

    /// <inheritdoc/>
    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)RowCount, nameof(firstRow));
        var count = (int)Math.Min(maxRows, RowCount - firstRow);
        var offsets = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_offsets).Slice((int)firstRow, count + 1);
        var (start, length) = ((int)offsets[0], (int)(offsets[^1] - offsets[0]));
        return FeatureBlock.Sparse(offsets, _columns.AsSpan(start, length), _values.AsSpan(start, length), Width);
    }
}
