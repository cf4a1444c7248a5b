namespace PluginAL.Abstractions;

/// <summary>Consecutive rows of features, as a view on memory that somebody else owns (often a memory-mapped, read-only file).</summary>
public readonly ref struct FeatureBlock
{
    private FeatureBlock(
        FeatureLayout layout, int count, int width, ReadOnlySpan<float> values, ReadOnlySpan<long> rowOffsets, ReadOnlySpan<int> columns)
    {
        Layout = layout;
        Count = count;
        Width = width;
        Values = values;
        RowOffsets = rowOffsets;
        Columns = columns;
    }

    /// <summary>Dense or sparse.</summary>
    public FeatureLayout Layout { get; }

    /// <summary>The number of rows n.</summary>
    public int Count { get; }

    /// <summary>The number of columns D.</summary>
    public int Width { get; }

    /// <summary>Dense: n × D values, row after row. Sparse: the non-zero values of the n rows.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>
    /// Sparse only: n + 1 offsets, ascending. The first one is the base: row i's entries are
    /// <c>RowOffsets[i] - RowOffsets[0]</c> up to <c>RowOffsets[i + 1] - RowOffsets[0]</c> in <see cref="Values"/> and <see cref="Columns"/>.
    /// </summary>
    public ReadOnlySpan<long> RowOffsets { get; }

    /// <summary>Sparse only: the column number of each value, in [0, D), ascending within a row.</summary>
    public ReadOnlySpan<int> Columns { get; }

    /// <summary>A block of dense rows.</summary>
    /// <param name="values">n × D values, row after row.</param>
    /// <param name="count">The number of rows n.</param>
    /// <param name="width">The number of columns D, at least 1.</param>
    /// <returns>The block.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="values"/> is not n × D.</exception>
    public static FeatureBlock Dense(ReadOnlySpan<float> values, int count, int width)
    {
        if (values.Length != (long)count * width)
        {
            throw new ArgumentException($"{values.Length} values were given for {count} rows of {width} columns.", nameof(values));
        }

        return new FeatureBlock(FeatureLayout.Dense, count, width, values, default, default);
    }

    /// <summary>A block of sparse rows.</summary>
    /// <param name="rowOffsets">n + 1 offsets, ascending; the first is the base.</param>
    /// <param name="columns">The column number of each value.</param>
    /// <param name="values">The values.</param>
    /// <param name="width">The number of columns D.</param>
    /// <returns>The block.</returns>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public static FeatureBlock Sparse(ReadOnlySpan<long> rowOffsets, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, int width)
    {
        if (rowOffsets.IsEmpty || columns.Length != values.Length || rowOffsets[^1] - rowOffsets[0] != values.Length)
        {
            throw new ArgumentException(
                $"{rowOffsets.Length} offsets, {columns.Length} columns and {values.Length} values do not make a CSR block.", nameof(rowOffsets));
        }

        return new FeatureBlock(FeatureLayout.Sparse, rowOffsets.Length - 1, width, values, rowOffsets, columns);
    }
}
