using System.Buffers;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The features of some consecutive rows, as they go to the files. Its arrays are lent, and go back when it is disposed.</summary>
internal sealed class EncodedChunk(FeatureLayout layout, int width) : IDisposable
{
    private int[] _columns = [];
    private float[] _values = [];
    private int _used;

    public List<int> RowEnds { get; } = [];

    /// <summary>The rows' tokens, where they are sequences; else null.</summary>
    public EncodedTokens? Tokens { get; init; }

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

    public void Dispose()
    {
        Return(_values);
        Return(_columns);
        (_values, _columns, _used) = ([], [], 0);
        Tokens?.Dispose();
    }

    private void Grow(int by)
    {
        if (_used + by <= (layout == FeatureLayout.Dense ? _values.Length : Math.Min(_values.Length, _columns.Length)))
        {
            return;
        }

        var size = Math.Max(checked(_used + by), (int)Math.Min(Array.MaxLength, Math.Max(4096, 2L * _values.Length)));
        _values = Larger(_values, size);
        if (layout == FeatureLayout.Sparse)
        {
            _columns = Larger(_columns, size);
        }
    }

    private TItem[] Larger<TItem>(TItem[] items, int size)
    {
        var larger = ArrayPool<TItem>.Shared.Rent(size);
        items.AsSpan(0, _used).CopyTo(larger);
        Return(items);
        return larger;
    }

    private static void Return<TItem>(TItem[] items)
    {
        if (items.Length > 0)
        {
            ArrayPool<TItem>.Shared.Return(items);
        }
    }
}
