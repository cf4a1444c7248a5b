using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PluginAL.Encoding;

namespace PluginAL.Features;

/// <summary>The hashes of a token's indicators. Keeps its buffer; for one thread at a time.</summary>
internal sealed class TokenIndicators(TokensOptions options)
{
    /// <summary>What an indicator is about: the seed of its hash. The numbers are part of what is saved: none is ever used for another purpose.</summary>
    private enum Kind : ulong
    {
        Always = 1,
        Word = 2,
        LowerCase = 3,
        Prefix = 4,
        Suffix = 5,
        Shape = 6,
        ShortShape = 7,
        First = 8,
        Last = 9,
        PairBefore = 10,
        PairAfter = 11,
        Neighbour = 100,
        NeighbourShape = 200,
    }

    private readonly List<ulong> _hashes = [];
    private readonly StringBuilder _shape = new();

    /// <summary>The indicators of one token.</summary>
    /// <param name="tokens">The tokens of the sequence.</param>
    /// <param name="position">The token.</param>
    /// <returns>Hashes, in any order, perhaps some twice; valid until the next call.</returns>
    public ReadOnlySpan<ulong> Of(IReadOnlyList<string> tokens, int position)
    {
        _hashes.Clear();
        var token = tokens[position];
        var lower = token.ToLowerInvariant();
        Add(Kind.Always, "");
        Add(Kind.Word, token);
        var hash = Add(Kind.LowerCase, lower);
        Affixes(lower);
        Add(Kind.Shape, Shape(token, isShort: false));
        Add(Kind.ShortShape, Shape(token, isShort: true));
        if (position == 0)
        {
            Add(Kind.First, "");
        }

        if (position == tokens.Count - 1)
        {
            Add(Kind.Last, "");
        }

        for (var distance = -options.Window; distance <= options.Window; distance++)
        {
            var other = position + distance;
            if (distance == 0 || other < 0 || other >= tokens.Count)
            {
                continue;
            }

            var neighbour = Add(Kind.Neighbour + (ulong)(10 + distance), tokens[other].ToLowerInvariant());
            if (distance is -1 or 1)
            {
                Add(Kind.NeighbourShape + (ulong)(10 + distance), Shape(tokens[other], isShort: true));
                _hashes.Add(TextHash.Combine(TextHash.Combine((ulong)(distance < 0 ? Kind.PairBefore : Kind.PairAfter), hash), neighbour));
            }
        }

        return CollectionsMarshal.AsSpan(_hashes);
    }

    private ulong Add(Kind kind, ReadOnlySpan<char> text)
    {
        var hash = TextHash.Compute(text, (ulong)kind);
        _hashes.Add(hash);
        return hash;
    }

    /// <summary>Beginnings and endings that end, and begin, between characters.</summary>
    private void Affixes(string lower)
    {
        var (prefix, suffix) = (0, lower.Length);
        for (var length = 1; length <= options.Affixes && prefix < lower.Length; length++)
        {
            prefix += prefix + 1 < lower.Length && char.IsSurrogatePair(lower[prefix], lower[prefix + 1]) ? 2 : 1;
            suffix -= suffix > 1 && char.IsSurrogatePair(lower[suffix - 2], lower[suffix - 1]) ? 2 : 1;
            Add(Kind.Prefix, lower.AsSpan(0, prefix));
            Add(Kind.Suffix, lower.AsSpan(suffix));
        }
    }

    private string Shape(string token, bool isShort)
    {
        _shape.Clear();
        var last = default(Rune);
        foreach (var rune in token.EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => new Rune('X'),
                UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter => new Rune('x'),
                UnicodeCategory.DecimalDigitNumber => new Rune('9'),
                _ => rune,
            };
            if (!isShort || _shape.Length == 0 || kind != last)
            {
                _shape.Append(kind);
            }

            last = kind;
        }

        return _shape.ToString();
    }
}
