namespace PluginAL.Pools;

/// <summary>Writes the features of the tokens of a segment: CSR, with the offsets of the sequences, in row order.</summary>
internal sealed class TokenWriter : IDisposable
{
    private readonly NpyWriter<float> _values;
    private readonly NpyWriter<int> _columns;
    private readonly NpyWriter<long> _pointers;
    private readonly NpyWriter<long> _offsets;
    private long _tokens;

    public TokenWriter(string directory)
    {
        _values = NpyWriter<float>.InSegment(Path.Combine(directory, PoolNames.TokenValues));
        _columns = NpyWriter<int>.InSegment(Path.Combine(directory, PoolNames.TokenColumns));
        _pointers = NpyWriter<long>.InSegment(Path.Combine(directory, PoolNames.TokenPointers));
        _offsets = NpyWriter<long>.InSegment(Path.Combine(directory, PoolNames.TokenOffsets));
        _pointers.Write([0]);
        _offsets.Write([0]);
    }

    public void Add(EncodedTokens chunk)
    {
        var before = _values.Length;
        foreach (var end in chunk.Tokens.RowEnds)
        {
            _pointers.Write([before + end]);
        }

        foreach (var end in chunk.SequenceEnds)
        {
            _offsets.Write([_tokens + end]);
        }

        _values.Write(chunk.Tokens.Values);
        _columns.Write(chunk.Tokens.Columns);
        _tokens += chunk.Tokens.Rows;
    }

    public IEnumerable<FileChecksum> Complete(Durability durability) =>
        [_offsets.Finish(durability), _pointers.Finish(durability), _columns.Finish(durability), _values.Finish(durability)];

    public void Dispose()
    {
        _values.Dispose();
        _columns.Dispose();
        _pointers.Dispose();
        _offsets.Dispose();
    }
}
