using System.Globalization;
using System.Text;

namespace PluginAL.Pools;

/// <summary>What counts as missing and what as a number, the same for every format.</summary>
internal static class ValueRules
{
    public enum Number
    {
        Value,
        Missing,
        Invalid,
    }

    /// <summary>Reads a number: finite, invariant culture. Empty, "?", "NA", "NaN" and "null" in any case are missing.</summary>
    public static Number Read(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        if (IsMissingNumber(text))
        {
            return Number.Missing;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed))
        {
            value = parsed;
            return Number.Value;
        }

        return Number.Invalid;
    }

    /// <summary>How an error about a cost ends.</summary>
    public const string CostExpected = "expected a finite number above 0, or nothing where the cost is not known: repair the value, or leave out --cost.";

    public static bool IsMissingCategory(ReadOnlySpan<byte> text) => text.IsEmpty || (text.Length == 1 && text[0] == (byte)'?');

    /// <summary>A value as it is quoted in an error: one line, at most forty characters.</summary>
    public static string Quote(ReadOnlySpan<byte> text)
    {
        var value = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 160)]).ReplaceLineEndings(" ");
        return "'" + (value.Length > 40 ? value[..40] + "..." : value) + "'";
    }

    private static bool IsMissingNumber(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        return text.Length switch
        {
            0 => true,
            1 => text[0] == (byte)'?',
            2 => Ascii.EqualsIgnoreCase(text, "NA"u8),
            3 => Ascii.EqualsIgnoreCase(text, "NaN"u8),
            4 => Ascii.EqualsIgnoreCase(text, "null"u8),
            _ => false,
        };
    }
}
