namespace PluginAL.Abstractions;

/// <summary>The features of one row while they are being written; reused from row to row.</summary>
public sealed class FeatureRow
{
    private int[] _columns = new int[64];
    private float[] _values = new float[64];
    private int _count;
    private bool _ascending = true;

    /// <summary>Added to every column that is written, so that several encoders can fill one row side by side.</summary>
    public int Offset { get; set; }

    /// <summary>The columns that were written, ascending.</summary>
    public ReadOnlySpan<int> Columns
    {
        get
        {
            Sort();
            return _columns.AsSpan(0, _count);
        }
    }

    /// <summary>The value of each of <see cref="Columns"/>.</summary>
    public ReadOnlySpan<float> Values
    {
        get
        {
            Sort();
            return _values.AsSpan(0, _count);
        }
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _count = 0;
        _ascending = true;
        Offset = 0;
    }

    /// <summary>Writes one column. Zero is not stored.</summary>
    /// <param name="column">The column within the encoder's own width.</param>
    /// <param name="value">The value.</param>
    public void Add(int column, float value)
    {
        if (value == 0)
        {
            return;
        }

        if (_count == _columns.Length)
        {
            Array.Resize(ref _columns, 2 * _count);
            Array.Resize(ref _values, 2 * _count);
        }

        column += Offset;
        _ascending &= _count == 0 || _columns[_count - 1] < column;
        _columns[_count] = column;
        _values[_count++] = value;
    }

    /// <summary>Copies the row to a dense one; columns that were not written become zero.</summary>
    /// <param name="destination">D values.</param>
    public void CopyTo(Span<float> destination)
    {
        destination.Clear();
        for (var i = 0; i < _count; i++)
        {
            destination[_columns[i]] = _values[i];
        }
    }

    private void Sort()
    {
        if (!_ascending)
        {
            Array.Sort(_columns, _values, 0, _count);
            _ascending = true;
        }
    }
}
