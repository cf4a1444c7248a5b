using System.Text;
using System.Text.Unicode;
using CsvHelper;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Reads CSV with a header. Empty lines are passed over; the bytes of a record are kept as they are, quotes and line breaks inside
/// quotes included, and every record ends as the header does (LF or CR LF).
/// </summary>
internal sealed class CsvRecordReader : RecordReader
{
    private readonly CsvReader _reader;
    private readonly byte[] _lineBreak;
    private readonly byte[] _preamble;
    private readonly string[] _header;
    private byte[] _record = new byte[4096];
    private int _length;
    private long _row = -1;
    private long _unterminatedAt;
    private CsvFields? _fields;

    public CsvRecordReader(SourceStream stream, string source)
        : base(stream, source)
    {
        var head = stream.Head;
        var separator = CsvFields.Separator(head);
        var options = CsvFields.Options(separator) with
        {
            OnMalformedRecord = malformed => _unterminatedAt =
                malformed.Reason == CsvMalformedReason.UnterminatedQuote && _unterminatedAt == 0 ? malformed.LineNumber : _unterminatedAt,
        };
        _reader = CsvReader.Create(stream, options, leaveOpen: true);
        if (!Advance())
        {
            throw PluginALException.Input($"{source} is empty, expected a header and rows: give a CSV file with a header line.");
        }

        CheckText();
        _header = [.. Enumerable.Range(0, _reader.FieldCount).Select(_reader.GetString)];
        var twice = _header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw PluginALException.Input($"{source}, line {_reader.LineNumber}: the header names column '{twice.Key}' twice, expected each name once: rename one.");
        }

        var end = _reader.ByteOffset + _reader.RawRecord.Length;
        _lineBreak = end + 1 < head.Length && head[(int)end] == (byte)'\r' && head[(int)end + 1] == (byte)'\n' ? [(byte)'\r', (byte)'\n'] : [(byte)'\n'];
        _preamble = [.. _reader.RawRecord, .. _lineBreak];
    }

    public override string Format => "csv";

    public override ReadOnlySpan<byte> Preamble => _preamble;

    public override ReadOnlySpan<byte> Record => _record.AsSpan(0, _length);

    public override RecordPlace Place => new(Source, _reader.LineNumber, _row + 1);

    public override IReadOnlyList<string> FieldNames() => _header;

    public override void Bind(FieldPlan plan) => _fields = new CsvFields(plan, _header, Source);

    public override bool Read()
    {
        if (!Advance())
        {
            return false;
        }

        _row++;
        CheckText();
        if (_reader.FieldCount != _header.Length)
        {
            throw Place.Error(
                $"found {_reader.FieldCount} fields, expected {_header.Length} as in the header: repair the row (quote a field that holds the separator).");
        }

        var raw = _reader.RawRecord;
        _length = raw.Length + _lineBreak.Length;
        if (_record.Length < _length)
        {
            _record = new byte[2 * _length];
        }

        raw.CopyTo(_record);
        _lineBreak.CopyTo(_record, raw.Length);
        return true;
    }

    public override void Parse(FieldValues values) => _fields!.Parse(_reader, values, Place);

    public override ReadOnlySpan<byte> Cell(int column) => _reader.GetSpan(column);

    public override string? Value(string field) => Array.IndexOf(_header, field) is >= 0 and var column ? _reader.GetString(column) : null;

    public override void Dispose()
    {
        _reader.Dispose();
        base.Dispose();
    }

    private bool Advance()
    {
        bool read;
        try
        {
            read = _reader.Read();
        }
        catch (CsvFormatException exception)
        {
            throw PluginALException.Input($"{Source}, line {exception.LineNumber}: {exception.Message} Repair the row (a quote may be left open).", exception);
        }

        if (_unterminatedAt > 0)
        {
            throw PluginALException.Input(
                $"{Source}, line {_unterminatedAt}: a quote is opened in the record that starts here and never closed, expected a closing quote: repair the row.");
        }

        return read;
    }

    private void CheckText()
    {
        var raw = _reader.RawRecord;
        if (!Utf8.IsValid(raw))
        {
            var at = JsonlFields.InvalidAt(raw);
            throw PluginALException.Input(
                $"{Source}, line {_reader.LineNumber + raw[..at].Count((byte)'\n')}: byte {_reader.ByteOffset + at + Stream.MarkLength} of the file is not UTF-8, "
                + "expected UTF-8 throughout: convert the file to UTF-8.");
        }
    }
}
