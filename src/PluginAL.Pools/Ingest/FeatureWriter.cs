using System.Runtime.InteropServices;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Writes the features of a segment, dense or as CSR, in row order.</summary>
internal sealed class FeatureWriter : IDisposable
{
    private readonly FeatureLayout _layout;
    private readonly int _width;
    private readonly long _firstRow;
    private readonly NpyWriter<float> _values;
    private readonly NpyWriter<long>? _pointers;
    private readonly NpyWriter<int>? _columns;
    private readonly TokenWriter? _tokens;
    private long _rows;

    public FeatureWriter(string directory, FeatureLayout layout, int width, long firstRow, bool withTokens = false)
    {
        _tokens = withTokens ? new TokenWriter(directory) : null;
        _layout = layout;
        _width = width;
        _firstRow = firstRow;
        if (layout == FeatureLayout.Dense)
        {
            _values = NpyWriter<float>.InSegment(Path.Combine(directory, PoolNames.Features), width);
            return;
        }

        _values = NpyWriter<float>.InSegment(Path.Combine(directory, PoolNames.SparseValues));
        _columns = NpyWriter<int>.InSegment(Path.Combine(directory, PoolNames.ColumnIndices));
        _pointers = NpyWriter<long>.InSegment(Path.Combine(directory, PoolNames.RowPointers));
        _pointers.Write([0]);
    }

    public NonFinite NonFinite { get; } = new();

    public PoolColumnInfo Column => _layout == FeatureLayout.Sparse ? PoolColumnInfo.Sparse(_width) : PoolColumnInfo.Dense(_width);

    public void Add(EncodedChunk chunk)
    {
        var before = _values.Length;
        _values.Write(chunk.Values);
        if (_layout == FeatureLayout.Dense)
        {
            NonFinite.Observe(chunk.Values, _firstRow + _rows, _width);
        }
        else
        {
            NonFinite.Observe(chunk.Values, _firstRow + _rows, CollectionsMarshal.AsSpan(chunk.RowEnds));
            _columns!.Write(chunk.Columns);
            foreach (var end in chunk.RowEnds)
            {
                _pointers!.Write([before + end]);
            }
        }

        _tokens?.Add(chunk.Tokens!);
        _rows += chunk.Rows;
    }

    public IEnumerable<FileChecksum> Complete(Durability durability)
    {
        yield return _values.Finish(durability);
        if (_columns is not null)
        {
            yield return _columns.Finish(durability);
            yield return _pointers!.Finish(durability);
        }

        foreach (var sum in _tokens?.Complete(durability) ?? [])
        {
            yield return sum;
        }
    }

    public void Dispose()
    {
        _values.Dispose();
        _columns?.Dispose();
        _pointers?.Dispose();
        _tokens?.Dispose();
    }
}
