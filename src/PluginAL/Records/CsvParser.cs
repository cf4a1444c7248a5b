using System.Buffers;
using System.Text;
using System.Text.Unicode;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PoolCsv = PluginAL.Pools.CsvFields;

namespace PluginAL;

/// <summary>
/// Reads records from CSV under one header. A field is quoted where it begins with a quote; a quote within is doubled; line breaks
/// within quotes belong to the field; lines end with LF or CR LF.
/// </summary>
internal sealed class CsvParser<T> : RecordParser<T>
{
    private readonly ICsvRecordReader<T> _reader;
    private readonly char _separator;
    private readonly int _width;

    /// <param name="format">The record type's reader.</param>
    /// <param name="header">The header line.</param>
    /// <param name="source">What errors call the file.</param>
    public CsvParser(IRecordFormat<T> format, ReadOnlySpan<byte> header, string source)
    {
        _separator = PoolCsv.Separator(header);
        var row = new CsvRow(_separator);
        var at = 0;
        if (!Utf8.IsValid(header) || !row.Read(System.Text.Encoding.UTF8.GetString(header), ref at))
        {
            throw PluginALException.Input($"{source}: the header is not UTF-8, or leaves a quote open; repair the first line.");
        }

        var fields = new CsvFields(row.Text, row.Ends);
        var names = new string[fields.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = fields[i].ToString();
        }

        _width = names.Length;
        try
        {
            _reader = format.ReadHeader(names);
        }
        catch (RecordFormatException exception)
        {
            throw PluginALException.Input($"{source}: the header does not fit {typeof(T).Name}: {exception.Message.TrimEnd('.')}; name the column as the member is named, or mend the type.", exception);
        }
    }

    public byte Separator => (byte)_separator;

    public override void Parse(ReadOnlySpan<byte> lines, long firstLine, ParsedRecords<T> into)
    {
        var buffer = ArrayPool<char>.Shared.Rent(lines.Length);
        try
        {
            if (Utf8.ToUtf16(lines, buffer, out var read, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                throw Fault(lines[..read], firstLine, into.Count, "a byte is not UTF-8, expected UTF-8 throughout: convert the file to UTF-8");
            }

            Parse(buffer.AsSpan(0, written), lines, firstLine, into);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private void Parse(ReadOnlySpan<char> text, ReadOnlySpan<byte> lines, long firstLine, ParsedRecords<T> into)
    {
        var row = new CsvRow(_separator);
        var ascii = text.Length == lines.Length;
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            var from = at;
            if (text[at] == '\n' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n'))
            {
                at += text[at] == '\n' ? 1 : 2;
                start += at - from;
                continue;
            }

            if (!row.Read(text, ref at))
            {
                throw Fault(lines[..start], firstLine, into.Count, "a quote is opened in the record that starts here and never closed, expected a closing quote: repair the row");
            }

            if (row.Count != _width)
            {
                throw Fault(
                    lines[..start], firstLine, into.Count,
                    $"found {row.Count} fields, expected {_width} as in the header: repair the row (quote a field that holds the separator)");
            }

            var end = start + (ascii ? at - from : System.Text.Encoding.UTF8.GetByteCount(text[from..at]));
            try
            {
                into.Add(_reader.Read(new CsvFields(row.Text, row.Ends)), start, end);
            }
            catch (RecordFormatException exception)
            {
                throw Fault(lines[..start], firstLine, into.Count, Words(exception), exception);
            }

            start = end;
        }
    }
}
