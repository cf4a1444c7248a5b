using System.Text;

namespace PluginAL.Generators.Plugins;

/// <summary>Names as options and command lines write them.</summary>
internal static class Words
{
    /// <summary><c>MinDf</c> as <c>min-df</c>, <c>URLPath</c> as <c>url-path</c>, <c>L2Penalty</c> as <c>l2-penalty</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsLetterOrDigit(c))
            {
                Hyphen(text);
                continue;
            }

            var begins = char.IsUpper(c) && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins)
            {
                Hyphen(text);
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString().TrimEnd('-');
    }

    /// <summary>Lower-case letters, digits and single hyphens between them: what the host takes for a plugin's name.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && text[0] != '-' && text[text.Length - 1] != '-' && !text.Contains("--")
        && text.All(c => c is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9'));

    private static void Hyphen(StringBuilder text)
    {
        if (text.Length > 0 && text[text.Length - 1] != '-')
        {
            text.Append('-');
        }
    }
}
