using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>Records of a CSV file with a header, or of JSON Lines. The file is read once, from front to back.</summary>
internal sealed class FileSource<T> : RecordSource<T>
{
    private const int ChunkBytes = 1 << 18;
    private const int LongestRecord = 1 << 28;

    private readonly SourceStream _stream;
    private readonly RecordParser<T> _parser;
    private readonly byte? _separator;
    private readonly byte[] _preamble = [];
    private readonly long _firstLine = 1;

    public FileSource(string path, PoolFormat format, IRecordFormat<T> reader)
    {
        Name = path;
        _stream = SourceStream.Open(PoolSource.FromFile(path, format));
        try
        {
            _stream.Detect(format);
            if (format == PoolFormat.Csv)
            {
                var end = HeaderEnd(out var start);
                var head = new byte[end];
                _stream.ReadExactly(head);
                _preamble = head[start..];
                _firstLine += head.AsSpan().Count((byte)'\n');
                var csv = new CsvParser<T>(reader, _preamble, path);
                (_parser, _separator) = (csv, csv.Separator);
            }
            else
            {
                _parser = new JsonlParser<T>(reader);
            }
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public override string Name { get; }

    public override string Format => _separator is null ? "jsonl" : "csv";

    public override byte[] Preamble => _preamble;

    public override long BytesRead => _stream.BytesRead;

    public override long TotalBytes => _stream.TotalBytes;

    public override IEnumerable<Func<ParsedRecords<T>>> Chunks()
    {
        var buffer = new byte[ChunkBytes];
        var (filled, line, atEnd) = (0, _firstLine, false);
        while (true)
        {
            while (!atEnd && filled < buffer.Length)
            {
                var read = _stream.Read(buffer.AsSpan(filled));
                filled += read;
                atEnd = read == 0;
            }

            if (filled == 0)
            {
                yield break;
            }

            var end = atEnd ? filled : End(buffer.AsSpan(0, filled));
            if (end == 0)
            {
                if (buffer.Length >= LongestRecord)
                {
                    throw PluginALException.Input($"{Name}, line {line}: the record that starts here is longer than {LongestRecord} bytes: close the quote that is open, or end the line.");
                }

                Array.Resize(ref buffer, 2 * buffer.Length);
                continue;
            }

            var (chunk, length, first) = (buffer, end, line);
            buffer = new byte[Math.Max(ChunkBytes, 2 * (filled - end))];
            chunk.AsSpan(end, filled - end).CopyTo(buffer);
            filled -= end;
            line += chunk.AsSpan(0, length).Count((byte)'\n');
            yield return () => Read(chunk, length, first);
        }
    }

    public override IReadOnlyList<PoolSourceInfo> Complete() => [_stream.Complete()];

    public override void Dispose() => _stream.Dispose();

    private int End(ReadOnlySpan<byte> bytes) =>
        _separator is { } separator ? CsvRow.End(bytes, separator, first: false) : bytes.LastIndexOf((byte)'\n') + 1;

    private ParsedRecords<T> Read(byte[] bytes, int length, long firstLine)
    {
        if (bytes[length - 1] != (byte)'\n')
        {
            // The last line of the file, without its break.
            bytes = [.. bytes.AsSpan(0, length++), (byte)'\n'];
        }

        var records = new ParsedRecords<T> { Bytes = bytes };
        _parser.Parse(bytes.AsSpan(0, length), firstLine, records);
        return records;
    }

    /// <summary>Where the header ends and, after empty lines, begins.</summary>
    private int HeaderEnd(out int start)
    {
        var head = _stream.Head;
        start = head.IndexOfAnyExcept("\r\n"u8);
        if (start < 0)
        {
            throw PluginALException.Input($"{Name} is empty, expected a header and rows: give a CSV file with a header line.");
        }

        var end = CsvRow.End(head[start..], (byte)Pools.CsvFields.Separator(head[start..]), first: true);
        return end > 0 ? start + end : throw PluginALException.Input(
            $"{Name} has no line after its header, expected at least one row: give data (the header may have at most {SourceStream.HeadSize} bytes).");
    }

}
