using System.Text;

namespace PluginAL.Generators.Records;

/// <summary>Text of nested blocks, four spaces each.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public int Length => _text.Length;

    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(text);
        }

        _text.Append('\n');
    }

    public void Open(string text)
    {
        if (text.Length > 0)
        {
            Line(text);
        }

        Line("{");
        _depth++;
    }

    public void Close(string suffix = "")
    {
        _depth--;
        Line("}" + suffix);
    }

    /// <summary>Takes back an opened block.</summary>
    public void Truncate(int length)
    {
        _text.Length = length;
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
