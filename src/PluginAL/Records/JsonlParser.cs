using System.Text.Json;
using PluginAL.Encoding.Records;

namespace PluginAL;

/// <summary>Reads records from JSON Lines.</summary>
internal sealed class JsonlParser<T>(IRecordFormat<T> format) : RecordParser<T>
{
    public override void Parse(ReadOnlySpan<byte> lines, long firstLine, ParsedRecords<T> into)
    {
        for (var start = 0; start < lines.Length;)
        {
            var length = lines[start..].IndexOf((byte)'\n') + 1;
            var line = lines.Slice(start, length == 0 ? lines.Length - start : length);
            if (line.ContainsAnyExcept(" \t\r\n"u8))
            {
                try
                {
                    into.Add(format.ReadJson(line.TrimEnd("\r\n"u8)), start, start + line.Length);
                }
                catch (RecordFormatException exception)
                {
                    throw Fault(lines[..start], firstLine, into.Count, Words(exception), exception);
                }
                catch (JsonException exception)
                {
                    throw Fault(lines[..start], firstLine, into.Count, $"the line is not a JSON object ({exception.Message.TrimEnd('.')}): write one object per line", exception);
                }
            }

            start += line.Length;
        }
    }
}
