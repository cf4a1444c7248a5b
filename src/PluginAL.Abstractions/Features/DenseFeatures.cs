namespace PluginAL.Abstractions;

/// <summary>Dense features in memory, to which rows can be appended.</summary>
public sealed class DenseFeatures : FeatureMatrix
{
    private float[] _values;
    private int _count;

    /// <summary>An empty matrix.</summary>
    /// <param name="width">The number of columns D, at least 1.</param>
    /// <param name="capacity">Rows to make room for.</param>
    public DenseFeatures(int width, int capacity = 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        Width = width;
        _values = new float[(long)width * Math.Max(capacity, 1)];
    }

    /// <inheritdoc/>
    public override FeatureLayout Layout => FeatureLayout.Dense;

    /// <inheritdoc/>
    public override long RowCount => _count;

    /// <inheritdoc/>
    public override int Width { get; }

    /// <summary>Takes all rows out, and keeps their memory for others.</summary>
    public void Clear() => _count = 0;

    /// <summary>Appends rows.</summary>
    /// <param name="values">n × D values, row after row.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of D.</exception>
    public void Append(ReadOnlySpan<float> values)
    {
        if (values.Length % Width != 0)
        {
            throw new ArgumentException($"{values.Length} values are not whole rows of {Width} columns.", nameof(values));
        }

        var used = _count * Width;
        if (used + values.Length > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(checked(used + values.Length), (int)Math.Min(Array.MaxLength, 2L * _values.Length)));
        }

        values.CopyTo(_values.AsSpan(used));
        _count += values.Length / Width;
    }

    /// <inheritdoc/>
    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)_count, nameof(firstRow));
        var count = (int)Math.Min(maxRows, _count - firstRow);
        return FeatureBlock.Dense(_values.AsSpan((int)firstRow * Width, count * Width), count, Width);
    }
}
