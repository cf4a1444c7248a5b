using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace PluginAL.CodeFixes;

/// <summary>Attributes of properties, fields and parameters: found, added, removed.</summary>
internal static class AttributeEdits
{
    public static AttributeSyntax? Find(SyntaxNode member, string name) => ListsOf(member)
        .SelectMany(list => list.Attributes)
        .FirstOrDefault(attribute => attribute.Name.ToString().Split('.').Last() is var written && (written == name || written == name + "Attribute"));

    /// <summary>Adds an attribute: on a line of its own above a property or field, in the same line before a parameter.</summary>
    public static SyntaxNode Add(SyntaxNode member, string attribute)
    {
        var parsed = ((PropertyDeclarationSyntax)ParseMemberDeclaration($"[{attribute}] int X {{ get; }}")!).AttributeLists[0].Attributes[0];
        var lead = member.GetLeadingTrivia();
        var list = AttributeList(SingletonSeparatedList(parsed)).WithLeadingTrivia(lead);
        if (member is ParameterSyntax parameter)
        {
            var rest = parameter.WithLeadingTrivia();
            return rest.WithAttributeLists(rest.AttributeLists.Insert(0, list.WithTrailingTrivia(Space)));
        }

        var indent = TriviaList(lead.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        var end = member.SyntaxTree.GetText().Lines is var lines && lines.Count > 1 && lines[0].EndIncludingLineBreak - lines[0].End == 2 ? "\r\n" : "\n";
        var moved = ((MemberDeclarationSyntax)member).WithLeadingTrivia(indent);
        return moved.WithAttributeLists(moved.AttributeLists.Insert(0, list.WithTrailingTrivia(EndOfLine(end))));
    }

    public static SyntaxNode Remove(SyntaxNode member, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var lead = member.GetLeadingTrivia();
        return list.Attributes.Count > 1
            ? member.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)))
            : member.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!.WithLeadingTrivia(lead);
    }

    private static SyntaxList<AttributeListSyntax> ListsOf(SyntaxNode member) => member switch
    {
        ParameterSyntax parameter => parameter.AttributeLists,
        MemberDeclarationSyntax declaration => declaration.AttributeLists,
        _ => default,
    };
}
