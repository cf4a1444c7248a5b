using System.Globalization;

namespace PluginAL.Engine.Reports.Internals;

/// <summary>Numbers as a person reads them, alike on every machine.</summary>
internal static class Words
{
    public const string None = "–";

    public static string Fixed(double value, int digits)
    {
        if (!double.IsFinite(value)) return None;
        var text = value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (!text.StartsWith('-')) return text;
        return text.AsSpan().ContainsAnyInRange('1', '9') ? "−" + text[1..] : text[1..];
    }

    public static string Signed(double value, int digits)
    {
        var text = Fixed(value, digits);
        return value > 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "+" + text : text;
    }
}
