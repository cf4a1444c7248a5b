using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Writes the features of a segment, dense or as CSR, row after row.</summary>
internal sealed class FeatureWriter : IDisposable
{
    private readonly int _width;
    private readonly long _firstRow;
    private readonly float[]? _row;
    private readonly NpyWriter<float> _values;
    private readonly NpyWriter<long>? _pointers;
    private readonly NpyWriter<int>? _columns;
    private long _rows;

    public FeatureWriter(string directory, FeatureLayout layout, int width, long firstRow)
    {
        _width = width;
        _firstRow = firstRow;
        if (layout == FeatureLayout.Dense)
        {
            _row = new float[width];
            _values = NpyWriter<float>.InSegment(Path.Combine(directory, PoolNames.Features), width);
            return;
        }

        _values = NpyWriter<float>.InSegment(Path.Combine(directory, PoolNames.SparseValues));
        _columns = NpyWriter<int>.InSegment(Path.Combine(directory, PoolNames.ColumnIndices));
        _pointers = NpyWriter<long>.InSegment(Path.Combine(directory, PoolNames.RowPointers));
        _pointers.Write([0]);
    }

    public NonFinite NonFinite { get; } = new();

    public void Add(FeatureRow row)
    {
        NonFinite.Observe(row.Values, _firstRow + _rows, int.MaxValue);
        _rows++;
        if (_row is not null)
        {
            row.CopyTo(_row);
            _values.Write(_row);
            return;
        }

        _columns!.Write(row.Columns);
        _values.Write(row.Values);
        _pointers!.Write([_values.Length]);
    }

    public IEnumerable<FileChecksum> Complete(Durability durability)
    {
        yield return _values.Finish(durability);
        if (_columns is not null)
        {
            yield return _columns.Finish(durability);
            yield return _pointers!.Finish(durability);
        }
    }

    public PoolColumnInfo Column => _row is null ? PoolColumnInfo.Sparse(_width) : PoolColumnInfo.Dense(_width);

    public void Dispose()
    {
        _values.Dispose();
        _columns?.Dispose();
        _pointers?.Dispose();
    }
}
