using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginAL.Generators.Plugins;

/// <summary>
/// The plain text of documentation comments. Read from the source itself, because a compiler that writes no documentation file does
/// not parse them.
/// </summary>
internal static class DocText
{
    private static readonly Regex Spaces = new(@"\s+");

    /// <summary>What a property's summary says, or for a positional record its <c>param</c>; empty without.</summary>
    public static string Summary(IPropertySymbol property, CancellationToken cancellation)
    {
        if (property.DeclaringSyntaxReferences is not [var reference, ..])
        {
            return Of(Parse(property.GetDocumentationCommentXml(cancellationToken: cancellation) ?? ""), "summary", null);
        }

        return reference.GetSyntax(cancellation) switch
        {
            PropertyDeclarationSyntax syntax => Of(Read(syntax), "summary", null),
            ParameterSyntax { Parent.Parent: TypeDeclarationSyntax type } parameter => Of(Read(type), "param", parameter.Identifier.ValueText),
            _ => "",
        };
    }

    private static XElement? Read(SyntaxNode node)
    {
        var lines = node.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.Trim());
        return Parse(string.Join("\n", lines.Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line.Substring(3))));
    }

    private static XElement? Parse(string xml)
    {
        try
        {
            return XElement.Parse($"<doc>{xml}</doc>");
        }
        catch (XmlException)
        {
            // The compiler warns of it where documentation is built.
            return null;
        }
    }

    private static string Of(XElement? comment, string element, string? name)
    {
        var found = comment?.Descendants(element).FirstOrDefault(part => name is null || (string?)part.Attribute("name") == name);
        if (found is null)
        {
            return "";
        }

        var text = new StringBuilder();
        Append(found, text);
        return Spaces.Replace(text.ToString(), " ").Trim();
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
            {
                text.Append(plain.Value);
            }
            else if (node is XElement child)
            {
                if (child.IsEmpty && (child.Attribute("cref") ?? child.Attribute("name") ?? child.Attribute("langword")) is { } reference)
                {
                    var shown = reference.Value.Split('(')[0];
                    text.Append(shown.Substring(shown.LastIndexOfAny(['.', ':']) + 1));
                }

                Append(child, text);
            }
        }
    }
}
