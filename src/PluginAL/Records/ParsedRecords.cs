namespace PluginAL;

/// <summary>Some consecutive records, and the bytes of each: whole lines.</summary>
internal sealed class ParsedRecords<T>
{
    private readonly List<T> _records = [];
    private readonly List<(int Start, int End)> _lines = [];

    /// <summary>What the lines are in.</summary>
    public byte[] Bytes { get; set; } = [];

    public int Count => _records.Count;

    public ReadOnlySpan<T> Records => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_records);

    public IReadOnlyList<T> List => _records;

    public void Add(T record, int start, int end)
    {
        _records.Add(record);
        _lines.Add((start, end));
    }

    public ReadOnlySpan<byte> Line(int index) => Bytes.AsSpan(_lines[index].Start, _lines[index].End - _lines[index].Start);
}
