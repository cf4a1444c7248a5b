using System.Text;

namespace PluginAL.Pools;

/// <summary>Writes the records, their offsets and their ids.</summary>
internal sealed class RecordColumns : IDisposable
{
    private readonly BlockFile _records;
    private readonly NpyWriter<ulong> _offsets;
    private readonly NpyWriter<byte>? _ids;
    private readonly NpyWriter<ulong>? _idOffsets;
    private byte[] _id = new byte[256];

    public RecordColumns(string directory, string format, ReadOnlySpan<byte> preamble, bool withIds)
    {
        Format = format;
        RecordsPath = Path.Combine(directory, PoolNames.Records(format));
        _records = new BlockFile(RecordsPath);
        _records.Write(preamble);
        _offsets = NpyWriter<ulong>.InSegment(Path.Combine(directory, PoolNames.RecordOffsets));
        _offsets.Write([(ulong)_records.Length]);
        if (withIds)
        {
            _ids = NpyWriter<byte>.InSegment(Path.Combine(directory, PoolNames.IdValues));
            _idOffsets = NpyWriter<ulong>.InSegment(Path.Combine(directory, PoolNames.IdOffsets));
            _idOffsets.Write([0]);
        }
    }

    public string Format { get; }

    public string RecordsPath { get; }

    public long Rows { get; private set; }

    public void Add(ReadOnlySpan<byte> record, string? id)
    {
        _records.Write(record);
        _offsets.Write([(ulong)_records.Length]);
        Rows++;
        if (_ids is null)
        {
            return;
        }

        var length = Encoding.UTF8.GetByteCount(id!);
        if (_id.Length < length)
        {
            _id = new byte[2 * length];
        }

        Encoding.UTF8.GetBytes(id!, _id);
        _ids.Write(_id.AsSpan(0, length));
        _idOffsets!.Write([(ulong)_ids.Length]);
    }

    public IEnumerable<FileChecksum> Complete(Durability durability)
    {
        yield return _records.Complete(durability);
        yield return _offsets.Finish(durability);
        if (_ids is not null)
        {
            yield return _ids.Finish(durability);
            yield return _idOffsets!.Finish(durability);
        }
    }

    public void Dispose()
    {
        _records.Dispose();
        _offsets.Dispose();
        _ids?.Dispose();
        _idOffsets?.Dispose();
    }
}
