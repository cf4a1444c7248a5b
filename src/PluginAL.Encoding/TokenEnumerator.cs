using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace PluginAL.Encoding;

/// <summary>
/// Cuts a text into tokens, without allocating. A letter, digit or mark is what its Unicode category says, surrogate pairs included;
/// lower-casing is the invariant one, character by character. Soft hyphens, joiners and variation selectors are left out of tokens and
/// do not end them; U+200B and lone surrogates do. Text is not normalised: é as one character and as two are different tokens.
/// The same tokens on every platform, as long as the runtime's Unicode tables know the characters.
/// </summary>
/// <example>
/// <code>
/// var tokens = new TokenEnumerator("Grüße aus 北京!", TokenUnit.Words);
/// while (tokens.MoveNext())
/// {
///     Use(tokens.Current); // grüße, aus, 北, 京 in UTF-8
/// }
/// </code>
/// </example>
public ref struct TokenEnumerator
{
    /// <summary>The most bytes in a token: a longer word is cut, at a character, and goes on in the next token.</summary>
    public const int MaxTokenBytes = 256;

    private readonly ReadOnlySpan<char> _text;
    private readonly bool _lowerCase;
    private Buffer _buffer;
    private int _next;
    private int _start;
    private int _end;
    private int _length;

    /// <summary>Begins before the first token.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unit">What it is cut into.</param>
    /// <param name="lowerCase">Whether tokens are lower-cased.</param>
    public TokenEnumerator(ReadOnlySpan<char> text, TokenUnit unit, bool lowerCase = true)
    {
        _text = text;
        _lowerCase = lowerCase;
        Unit = unit switch
        {
            TokenUnit.Automatic => IsSpaceless(text) ? TokenUnit.Characters : TokenUnit.WordsAndSymbols,
            TokenUnit.AutomaticWords => IsSpaceless(text) ? TokenUnit.Characters : TokenUnit.Words,
            _ => unit,
        };
    }

    /// <summary>What the text is cut into; where it was to be decided by the text, the decision.</summary>
    public TokenUnit Unit { get; }

    /// <summary>The token in UTF-8, lower-cased where that was asked for; valid until the next move.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Current => ((ReadOnlySpan<byte>)_buffer)[.._length];

    /// <summary>Where the token begins in the text, in UTF-16 units.</summary>
    public readonly int Start => _start;

    /// <summary>How much of the text the token covers, in UTF-16 units.</summary>
    public readonly int Length => _end - _start;

    /// <summary>Goes to the next token.</summary>
    /// <returns>False after the last one.</returns>
    public bool MoveNext()
    {
        var kinds = CharacterKinds.OfCharacter;
        var characters = Unit == TokenUnit.Characters;
        var space = -1;
        _length = 0;
        while (_next < _text.Length)
        {
            var at = _next;
            var kind = Read(kinds, out var rune);
            switch (kind)
            {
                case CharacterKinds.Word when !characters:
                    Begin(at, rune);
                    ReadWord(kinds);
                    return true;
                case CharacterKinds.Word or CharacterKinds.Spaceless:
                case CharacterKinds.Symbol when Unit != TokenUnit.Words:
                case CharacterKinds.Mark when characters:
                    if (space >= 0)
                    {
                        _next = at;
                        Begin(space, new Rune(' '));
                        _end = at;
                        return true;
                    }

                    Begin(at, rune);
                    ReadMarks(kinds);
                    return true;
                case CharacterKinds.Space when characters && space < 0 && _end > 0:
                    space = at;
                    break;
            }
        }

        return false;
    }

    // Whether more than half of the letters are of scripts that are written without spaces.
    private static bool IsSpaceless(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return false;
        }

        var kinds = CharacterKinds.OfCharacter;
        var balance = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var kind = kinds[text[i]] & CharacterKinds.KindMask;
            if (kind == CharacterKinds.Surrogate && Rune.DecodeFromUtf16(text[i..], out var rune, out _) == OperationStatus.Done)
            {
                kind = CharacterKinds.OfRune(rune);
                i++;
            }

            if (kind == CharacterKinds.Spaceless)
            {
                balance++;
            }
            else if (kind == CharacterKinds.Word && !char.IsNumber(text[i]))
            {
                balance--;
            }
        }

        return balance > 0;
    }

    private byte Read(ReadOnlySpan<byte> kinds, out Rune rune)
    {
        var c = _text[_next];
        var entry = kinds[c];
        var kind = (byte)(entry & CharacterKinds.KindMask);
        if (kind == CharacterKinds.Surrogate)
        {
            if (Rune.DecodeFromUtf16(_text[_next..], out rune, out var used) != OperationStatus.Done)
            {
                _next++;
                return CharacterKinds.Separator;
            }

            _next += used;
            kind = CharacterKinds.OfRune(rune);
            rune = _lowerCase ? Rune.ToLowerInvariant(rune) : rune;
            return kind;
        }

        _next++;
        rune = new Rune(_lowerCase && (entry & CharacterKinds.HasLowerCase) != 0 ? char.ToLowerInvariant(c) : c);
        return kind;
    }

    private void Begin(int start, Rune rune)
    {
        _start = start;
        Append(rune);
    }

    private void Append(Rune rune)
    {
        _length += rune.EncodeToUtf8(((Span<byte>)_buffer)[_length..]);
        _end = _next;
    }

    private void ReadWord(ReadOnlySpan<byte> kinds)
    {
        while (_next < _text.Length && _length <= MaxTokenBytes - 4)
        {
            // Most characters of most texts: one byte, nothing to look up but the table.
            var c = _text[_next];
            var entry = kinds[c];
            if (c < 0x80)
            {
                if ((entry & CharacterKinds.KindMask) != CharacterKinds.Word)
                {
                    return;
                }

                _buffer[_length++] = (byte)(_lowerCase && (entry & CharacterKinds.HasLowerCase) != 0 ? c | 0x20 : c);
                _end = ++_next;
                continue;
            }

            var at = _next;
            switch (Read(kinds, out var rune))
            {
                case CharacterKinds.Word or CharacterKinds.Mark:
                    Append(rune);
                    break;
                case CharacterKinds.Transparent:
                    break;
                default:
                    _next = at;
                    return;
            }
        }
    }

    private void ReadMarks(ReadOnlySpan<byte> kinds)
    {
        while (_next < _text.Length && _length <= MaxTokenBytes - 4)
        {
            var at = _next;
            switch (Read(kinds, out var rune))
            {
                case CharacterKinds.Mark:
                    Append(rune);
                    break;
                case CharacterKinds.Transparent:
                    break;
                default:
                    _next = at;
                    return;
            }
        }
    }

    [InlineArray(MaxTokenBytes)]
    private struct Buffer
    {
        private byte _first;
    }
}
