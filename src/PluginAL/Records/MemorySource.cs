using System.Text.Encodings.Web;
using System.Text.Json;
using PluginAL.Encoding.Records;

namespace PluginAL;

/// <summary>Records that a program has; a pool keeps them as JSON Lines.</summary>
internal sealed class MemorySource<T>(IEnumerable<T> records, IRecordFormat<T> format) : RecordSource<T>
{
    /// <summary>Records of a chunk.</summary>
    public const int ChunkRecords = 4096;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string Name { get; } = $"The records of {typeof(T).Name}";

    public override string Format => "jsonl";

    public override IEnumerable<Func<ParsedRecords<T>>> Chunks()
    {
        foreach (var chunk in records.Chunk(ChunkRecords))
        {
            yield return () => Write(chunk);
        }
    }

    private ParsedRecords<T> Write(T[] chunk)
    {
        using var bytes = new MemoryStream();
        using var json = new Utf8JsonWriter(bytes, s_json);
        var written = new ParsedRecords<T>();
        foreach (ref readonly var record in chunk.AsSpan())
        {
            var start = (int)bytes.Length;
            format.WriteJson(in record, json);
            json.Flush();
            json.Reset();
            bytes.WriteByte((byte)'\n');
            written.Add(record, start, (int)bytes.Length);
        }

        written.Bytes = bytes.GetBuffer();
        return written;
    }
}
