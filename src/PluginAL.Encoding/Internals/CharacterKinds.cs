using System.Globalization;
using System.Text;

namespace PluginAL.Encoding;

/// <summary>What each character is to the tokeniser: one table look-up for the basic plane, by category and range beyond it.</summary>
internal static class CharacterKinds
{
    /// <summary>Ends a word and is no token: controls, U+200B.</summary>
    public const byte Separator = 0;

    /// <summary>Ends a word; a space where characters are tokens.</summary>
    public const byte Space = 1;

    /// <summary>A letter or a number of a script that is written with spaces.</summary>
    public const byte Word = 2;

    /// <summary>A letter or a number of a script that is written without spaces.</summary>
    public const byte Spaceless = 3;

    /// <summary>Combines with the character before it.</summary>
    public const byte Mark = 4;

    /// <summary>Neither ends a word nor is part of it: soft hyphens, joiners, variation selectors.</summary>
    public const byte Transparent = 5;

    /// <summary>Punctuation, symbols, emoji, what is not assigned yet.</summary>
    public const byte Symbol = 6;

    /// <summary>Half of a pair, to be looked up as a rune.</summary>
    public const byte Surrogate = 7;

    /// <summary>The bits of a table entry that hold the kind.</summary>
    public const byte KindMask = 7;

    /// <summary>Set in a table entry where the character has a lower case other than itself.</summary>
    public const byte HasLowerCase = 8;

    // First and last code point of the blocks whose letters are written without spaces between words.
    private static readonly (int First, int Last)[] SpacelessBlocks =
    [
        (0x0E00, 0x0EFF), // Thai, Lao
        (0x1000, 0x109F), // Myanmar
        (0x1780, 0x17FF), // Khmer
        (0x1950, 0x19DF), // Tai Le, New Tai Lue
        (0x1A20, 0x1AAF), // Tai Tham
        (0x1B00, 0x1B7F), // Balinese
        (0x2E80, 0x2FDF), // Han radicals
        (0x3005, 0x3007), // Han iteration mark, closing mark, zero
        (0x3021, 0x3029), // Hangzhou numerals
        (0x3031, 0x3035), // kana repeat marks
        (0x3038, 0x303B), // Hangzhou numerals, vertical iteration mark
        (0x3041, 0x312F), // Hiragana, Katakana, Bopomofo
        (0x31A0, 0x31BF), // Bopomofo
        (0x31F0, 0x31FF), // Katakana
        (0x3400, 0x4DBF), // Han
        (0x4E00, 0x9FFF), // Han
        (0xA000, 0xA4CF), // Yi
        (0xA980, 0xA9FF), // Javanese, Myanmar
        (0xAA60, 0xAA7F), // Myanmar
        (0xF900, 0xFAFF), // Han
        (0xFF66, 0xFF9F), // Katakana, half width
        (0x17000, 0x18DFF), // Tangut, Khitan
        (0x1AFF0, 0x1B2FF), // Kana, Nüshu
        (0x20000, 0x3FFFF), // Han
    ];

    private static readonly byte[] Table = Build();

    /// <summary>An entry for each character of the basic plane: its kind, and whether it has a lower case.</summary>
    public static ReadOnlySpan<byte> OfCharacter => Table;

    public static byte OfRune(Rune rune) => Kind(rune.Value, Rune.GetUnicodeCategory(rune));

    private static byte[] Build()
    {
        var table = new byte[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var c = (char)i;
            table[i] = char.IsSurrogate(c) ? Surrogate : Kind(i, CharUnicodeInfo.GetUnicodeCategory(c));
            if (char.ToLowerInvariant(c) != c)
            {
                table[i] |= HasLowerCase;
            }
        }

        return table;
    }

    private static byte Kind(int codePoint, UnicodeCategory category) => category switch
    {
        _ when codePoint is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180F) => Transparent,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => IsSpaceless(codePoint) ? Spaceless : Word,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => Mark,
        UnicodeCategory.EnclosingMark => Transparent,
        UnicodeCategory.Format => codePoint == 0x200B ? Separator : Transparent,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Space,
        UnicodeCategory.Control => codePoint is (>= 0x09 and <= 0x0D) or 0x85 ? Space : Separator,
        UnicodeCategory.Surrogate => Separator,
        _ => Symbol,
    };

    private static bool IsSpaceless(int codePoint)
    {
        foreach (var (first, last) in SpacelessBlocks)
        {
            if (codePoint <= last)
            {
                return codePoint >= first;
            }
        }

        return false;
    }
}
