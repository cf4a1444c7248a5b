using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Reads the Python dictionary in an NPY header: the keys <c>descr</c>, <c>fortran_order</c> and <c>shape</c>, once each, in any
/// order, with either kind of quotes, and nothing else.
/// </summary>
internal sealed class NpyHeaderParser(string text, string path, int start)
{
    private int _position;

    public NpyHeader Parse()
    {
        string? type = null;
        bool? fortran = null;
        long[]? shape = null;
        Expect('{');
        while (!Accept('}'))
        {
            var at = _position;
            var key = Quoted();
            Expect(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = Descr();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = Accept("True") || (Accept("False") ? false : throw Wrong("True or False"));
                    break;
                case "shape" when shape is null:
                    shape = Shape();
                    break;
                default:
                    _position = at;
                    throw Wrong("each of 'descr', 'fortran_order' and 'shape' once");
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        SkipSpace();
        if (_position < text.Length)
        {
            throw Wrong("the end of the header");
        }

        return type is null || fortran is not { } order || shape is null
            ? throw Wrong("the keys 'descr', 'fortran_order' and 'shape'")
            : new NpyHeader(type, order, shape, start + text.Length);
    }

    private string Descr()
    {
        SkipSpace();
        if (_position < text.Length && text[_position] is '[' or '(')
        {
            throw PluginALException.Input(
                $"{path} holds structured records (header, byte {start + _position}), expected plain numbers: save one field of it with numpy.save.");
        }

        return Quoted();
    }

    private long[] Shape()
    {
        var shape = new List<long>();
        Expect('(');
        while (!Accept(')'))
        {
            shape.Add(Integer());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. shape];
    }

    private long Integer()
    {
        SkipSpace();
        var first = _position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
        {
            _position++;
        }

        if (!long.TryParse(text.AsSpan(first, _position - first), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            _position = first;
            throw Wrong("a dimension from 0 to 9223372036854775807");
        }

        Accept('L');
        return value;
    }

    private string Quoted()
    {
        SkipSpace();
        if (_position >= text.Length || text[_position] is not ('\'' or '"'))
        {
            throw Wrong("a quoted word");
        }

        var end = text.IndexOf(text[_position], _position + 1);
        if (end < 0)
        {
            throw Wrong("a closing quote");
        }

        var word = text[(_position + 1)..end];
        _position = end + 1;
        return word;
    }

    private bool Accept(char wanted)
    {
        SkipSpace();
        if (_position < text.Length && text[_position] == wanted)
        {
            _position++;
            return true;
        }

        return false;
    }

    private bool Accept(string wanted)
    {
        SkipSpace();
        if (string.CompareOrdinal(text, _position, wanted, 0, wanted.Length) == 0)
        {
            _position += wanted.Length;
            return true;
        }

        return false;
    }

    private void Expect(char wanted)
    {
        if (!Accept(wanted))
        {
            throw Wrong($"'{wanted}'");
        }
    }

    private void SkipSpace()
    {
        while (_position < text.Length && text[_position] is ' ' or '\n' or '\t' or '\r')
        {
            _position++;
        }
    }

    private PluginALException Wrong(string expected)
    {
        var found = _position < text.Length ? $"'{(char.IsControl(text[_position]) ? '?' : text[_position])}'" : "its end";
        return PluginALException.Input(
            $"{path} has a header that cannot be read: {found} at byte {start + _position}, expected {expected}; the file is damaged or not from numpy.save: write it again.");
    }
}
