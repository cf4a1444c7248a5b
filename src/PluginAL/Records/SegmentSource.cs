using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>The records of a pool whose segments are of one format and one header, byte for byte, read as another type than they were written as.</summary>
internal sealed class SegmentSource<T>(Pool pool, IRecordFormat<T> format) : RecordSource<T>
{
    private const int ChunkRecords = 4096;

    private readonly RecordParser<T> _parser = RecordParser<T>.Of(format, pool.Segments[0].Segment.Records ?? "jsonl", pool.Segments[0].Preamble, pool.Segments[0].RecordsPath);

    public override string Name => pool.Path;

    public override string Format => pool.Segments[0].Segment.Records ?? "jsonl";

    public override byte[] Preamble { get; } = pool.Segments[0].Preamble.ToArray();

    public static bool Fits(Pool pool)
    {
        var first = pool.Segments[0];
        return pool.Segments.All(segment => segment.Segment.Records == first.Segment.Records && segment.Preamble.SequenceEqual(first.Preamble));
    }

    public override IEnumerable<Func<ParsedRecords<T>>> Chunks()
    {
        foreach (var segment in pool.Segments)
        {
            for (var row = 0L; row < segment.Rows;)
            {
                var count = ChunkRecords;
                var bytes = segment.RecordRange(row, ref count).ToArray();
                row += count;
                yield return () =>
                {
                    var records = new ParsedRecords<T> { Bytes = bytes };
                    _parser.Parse(bytes, 0, records);
                    return records;
                };
            }
        }
    }

    public override IReadOnlyList<PoolSourceInfo> Complete() => [.. pool.Segments.SelectMany(segment => segment.Segment.Sources)];
}
