using System.Globalization;
using System.Text;

namespace PluginAL.Engine.Reports.Internals;

/// <summary>Text and numbers for XML and HTML.</summary>
internal static class Markup
{
    /// <summary>Any text, as it may stand between tags and in quoted attributes; what XML cannot hold becomes U+FFFD.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                case '\t' or '\n': escaped.Append(c); break;
                case < ' ' or '\u007f' or '\ufffe' or '\uffff': escaped.Append('\ufffd'); break;
                case >= '\ud800' and <= '\udfff':
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) escaped.Append(c).Append(text[++i]);
                    else escaped.Append('\ufffd');
                    break;
                default: escaped.Append(c); break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>A text cut to a length, with an ellipsis where it was cut.</summary>
    public static string Short(string text, int length)
    {
        var units = new StringInfo(text);
        return units.LengthInTextElements <= length ? text : units.SubstringByTextElements(0, length - 1) + "…";
    }

    /// <summary>A coordinate: at most two decimals, which a screen cannot tell from more.</summary>
    public static string At(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
