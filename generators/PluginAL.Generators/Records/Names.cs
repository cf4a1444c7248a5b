using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginAL.Generators.Records;

/// <summary>How names and values are written in generated code.</summary>
internal static class Names
{
    public const string Records = "global::PluginAL.Encoding.Records.";
    public const string Abstractions = "global::PluginAL.Abstractions.";
    public const string Encoding = "global::PluginAL.Encoding.";

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Literal(char text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Double(double value) => Number(value) + "d";

    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    // A word begins at a capital after a small letter or digit, and at the last of several capitals before a small letter: HTMLText, html_text.
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(begins ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    public static string Camel(string name)
    {
        var text = name.ToCharArray();
        for (var i = 0; i < text.Length && char.IsUpper(text[i]) && (i == 0 || i + 1 == text.Length || char.IsUpper(text[i + 1])); i++)
        {
            text[i] = char.ToLowerInvariant(text[i]);
        }

        return new string(text);
    }
}
