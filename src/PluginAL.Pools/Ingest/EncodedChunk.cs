using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The features of some consecutive rows, as they go to the files.</summary>
internal sealed class EncodedChunk(FeatureLayout layout, int width)
{
    private int[] _columns = [];
    private float[] _values = [];
    private int _used;

    public List<int> RowEnds { get; } = [];

    public int Rows { get; private set; }

    public ReadOnlySpan<int> Columns => layout == FeatureLayout.Sparse ? _columns.AsSpan(0, _used) : default;

    public ReadOnlySpan<float> Values => _values.AsSpan(0, _used);

    public void Add(FeatureRow row)
    {
        Rows++;
        if (layout == FeatureLayout.Dense)
        {
            Grow(width);
            row.CopyTo(_values.AsSpan(_used, width));
            _used += width;
            return;
        }

        var columns = row.Columns;
        Grow(columns.Length);
        columns.CopyTo(_columns.AsSpan(_used));
        row.Values.CopyTo(_values.AsSpan(_used));
        _used += columns.Length;
        RowEnds.Add(_used);
    }

    /// <summary>Makes room for whole rows of a dense layout.</summary>
    /// <returns>Rows × D values to be filled, every one.</returns>
    public Span<float> AddDense(int rows)
    {
        var start = _used;
        Grow(rows * width);
        _used += rows * width;
        Rows += rows;
        return _values.AsSpan(start, rows * width);
    }

    private void Grow(int by)
    {
        if (_used + by <= _values.Length)
        {
            return;
        }

        var size = Math.Max(checked(_used + by), (int)Math.Min(Array.MaxLength, Math.Max(4096, 2L * _values.Length)));
        Array.Resize(ref _values, size);
        if (layout == FeatureLayout.Sparse)
        {
            Array.Resize(ref _columns, size);
        }
    }
}
