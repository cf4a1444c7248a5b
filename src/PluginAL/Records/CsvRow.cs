namespace PluginAL;

/// <summary>The fields of one CSV record, unquoted, side by side; reused from record to record.</summary>
internal sealed class CsvRow(char separator)
{
    private char[] _text = new char[256];
    private int[] _ends = new int[16];
    private int _used;
    private int _count;

    public int Count => _count;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _used);

    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, _count);

    /// <summary>Whether a record of bytes opens a quote at a place: at the start of a field, and nowhere else.</summary>
    public static bool Opens(ReadOnlySpan<byte> bytes, int quote, byte separator) => quote == 0 || bytes[quote - 1] == (byte)'\n' || bytes[quote - 1] == separator;

    /// <summary>Where the first or the last whole record of some bytes ends, behind its line break; 0: none does.</summary>
    /// <param name="bytes">They begin with a record.</param>
    /// <param name="separator">What is between two fields.</param>
    /// <param name="first">The first record instead of the last.</param>
    public static int End(ReadOnlySpan<byte> bytes, byte separator, bool first)
    {
        var (end, at) = (0, 0);
        while (true)
        {
            var next = bytes[at..].IndexOf((byte)'"');
            var plain = next < 0 ? bytes[at..] : bytes.Slice(at, next);
            var feed = first ? plain.IndexOf((byte)'\n') : plain.LastIndexOf((byte)'\n');
            end = feed < 0 ? end : at + feed + 1;
            if (next < 0 || (first && end > 0))
            {
                return end;
            }

            var quote = at + next;
            at = quote + 1;
            while (Opens(bytes, quote, separator))
            {
                var close = bytes[at..].IndexOf((byte)'"');
                if (close < 0)
                {
                    return end;
                }

                at += close + 1;
                if (at == bytes.Length || bytes[at] != (byte)'"')
                {
                    break;
                }

                at++;
            }
        }
    }

    /// <summary>Reads one record.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the record begins; afterwards, where the next one does.</param>
    /// <returns>Whether every quote was closed.</returns>
    public bool Read(ReadOnlySpan<char> text, ref int at)
    {
        (_used, _count) = (0, 0);
        while (true)
        {
            if (at < text.Length && text[at] == '"' && !ReadQuoted(text, ref at))
            {
                return false;
            }

            var rest = text[at..];
            var length = rest.IndexOfAny(separator, '\n');
            var last = length < 0 || rest[length] == '\n';
            var field = length < 0 ? rest : rest[..length];
            at += length < 0 ? rest.Length : length + 1;
            Append(last && field.EndsWith('\r') ? field[..^1] : field);
            if (_count == _ends.Length)
            {
                Array.Resize(ref _ends, 2 * _count);
            }

            _ends[_count++] = _used;
            if (last)
            {
                return true;
            }
        }
    }

    private bool ReadQuoted(ReadOnlySpan<char> text, ref int at)
    {
        at++;
        while (true)
        {
            var close = text[at..].IndexOf('"');
            if (close < 0)
            {
                return false;
            }

            var doubled = at + close + 1 < text.Length && text[at + close + 1] == '"';
            Append(text.Slice(at, doubled ? close + 1 : close));
            at += close + (doubled ? 2 : 1);
            if (!doubled)
            {
                return true;
            }
        }
    }

    private void Append(ReadOnlySpan<char> field)
    {
        if (_used + field.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_used + field.Length, 2 * _text.Length));
        }

        field.CopyTo(_text.AsSpan(_used));
        _used += field.Length;
    }
}
