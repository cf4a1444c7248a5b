using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Reads JSON Lines. Blank lines are passed over; lines end with LF or CR LF.</summary>
internal sealed class JsonlReader(SourceStream stream, string source) : RecordReader(stream, source)
{
    private const int NamesFrom = 100;
    private const int LongestLine = 1 << 28;

    private byte[] _buffer = new byte[1 << 18];
    private int _next;
    private int _end;
    private bool _atEnd;
    private int _start;
    private int _length;
    private long _line;
    private long _row = -1;
    private JsonlFields? _fields;

    public override string Format => "jsonl";

    public override ReadOnlySpan<byte> Preamble => default;

    public override ReadOnlySpan<byte> Record => _buffer.AsSpan(_start, _length);

    public override RecordPlace Place => new(Source, _line, -1);

    public long Row => _row;

    public override IReadOnlyList<string> FieldNames()
    {
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var rest = Stream.Head;
        for (var i = 0; i < NamesFrom && !rest.IsEmpty; i++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            foreach (var name in JsonlFields.Names(line))
            {
                if (known.Add(name))
                {
                    names.Add(name);
                }
            }

            rest = end < 0 ? default : rest[(end + 1)..];
        }

        if (names.Count == 0)
        {
            // There is no object to look at: reading the first line says why.
            var values = new FieldValues(new FieldSchema());
            Bind(new FieldPlan(values.Schema));
            if (Read())
            {
                Parse(values);
            }

            throw PluginALException.Input($"{Source} has no fields, expected one JSON object per line, such as {{\"text\": \"...\", \"label\": \"...\"}}: give data.");
        }

        return names;
    }

    public override void Bind(FieldPlan plan) => _fields = new JsonlFields(plan);

    public override bool Read()
    {
        while (NextLine())
        {
            _line++;
            if (Record.ContainsAnyExcept(" \t\r\n"u8))
            {
                _row++;
                return true;
            }
        }

        return false;
    }

    public override void Parse(FieldValues values) => _fields!.Parse(Record, values, Place);

    public override string? Value(string field) => JsonlFields.Value(Record, field);

    public override void CheckLearnable() => _fields!.CheckLearnable(Source);

    private bool NextLine()
    {
        var scanned = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_next + scanned, _end - _next - scanned).IndexOf((byte)'\n');
            if (found >= 0)
            {
                _start = _next;
                _length = scanned + found + 1;
                _next += _length;
                return true;
            }

            scanned = _end - _next;
            if (_atEnd)
            {
                return LastLine(scanned);
            }

            Fill();
        }
    }

    private bool LastLine(int length)
    {
        if (length == 0)
        {
            return false;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length + 1);
        }

        _buffer[_end++] = (byte)'\n';
        _start = _next;
        _length = length + 1;
        _next = _end;
        return true;
    }

    private void Fill()
    {
        if (_next > 0)
        {
            _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
            _end -= _next;
            _next = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestLine)
            {
                throw PluginALException.Input(
                    $"{Source}, line {_line + 1}: the line is longer than {LongestLine} bytes, expected one JSON object per line: write the file as JSON Lines.");
            }

            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = Stream.Read(_buffer.AsSpan(_end));
        _end += read;
        _atEnd = read == 0;
    }
}
