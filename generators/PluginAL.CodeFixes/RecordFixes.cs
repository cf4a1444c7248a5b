using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.CodeFixes;

/// <summary>Mends what is mechanical in types with [PoolRecord].</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RecordFixes : SyntaxFixes
{
    private const string Ignore = "Ignore(Reason = \"Not a feature.\")";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RecordDescriptors.Unsupported.Id, RecordDescriptors.NoPart.Id, RecordDescriptors.Contradiction.Id, RecordDescriptors.Order.Id,
        RecordDescriptors.NoLength.Id, RecordDescriptors.NoMissingPolicy.Id, RecordDescriptors.NoEncoding.Id,
        RecordDescriptors.FlagsAsOneHot.Id, RecordDescriptors.NoKind.Id, RecordDescriptors.Reflection.Id,
    ];

    internal override (string Title, SyntaxNode? Old, SyntaxNode? Mended) Mend(string id, SyntaxNode node, string? fix)
    {
        if (id == RecordDescriptors.Reflection.Id)
        {
            return fix is not null && node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call ? ("Call the generated reader", call, ReadJson(call, fix)) : default;
        }

        return node.FirstAncestorOrSelf<SyntaxNode>(found => found is ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax) is not { } member
            ? default
            : id switch
            {
                "PAL1007" or "PAL1009" => Add(member, Ignore),
                "PAL1010" when fix is not null => Remove(member, fix.Split('|')),
                "PAL1013" when fix is not null && AttributeEdits.Find(member, "Feature") is { } feature => ($"Set Order = {fix}", feature, Edits.SetNamed(feature, "Order", fix)),
                "PAL1014" => Add(member, "Vector(1)"),
                "PAL1016" => Add(member, "Missing(MissingAs.Indicator)"),
                "PAL1018" => Add(member, fix is "string" or "char" ? "Category" : Ignore),
                "PAL1021" => Remove(member, ["Category"]),
                "PAL1024" => AttributeEdits.Find(member, "Time") is { } time
                    ? ("Set Kind = DateTimeKind.Utc", time, Edits.SetNamed(time, "Kind", "DateTimeKind.Utc"))
                    : Add(member, "Time(Kind = DateTimeKind.Utc)"),
                _ => default,
            };
    }

    private static (string Title, SyntaxNode? Old, SyntaxNode? Mended) Add(SyntaxNode member, string attribute) =>
        ($"Add [{attribute}]", member, AttributeEdits.Add(member, attribute));

    // The last of the names that stands on the member: a contradiction may be one with the member's type.
    private static (string Title, SyntaxNode? Old, SyntaxNode? Mended) Remove(SyntaxNode member, string[] names) =>
        names.LastOrDefault(name => AttributeEdits.Find(member, name) is not null) is { } found
            ? ($"Remove [{found}]", member, AttributeEdits.Remove(member, AttributeEdits.Find(member, found)!))
            : default;

    private static ExpressionSyntax ReadJson(InvocationExpressionSyntax call, string type)
    {
        var format = SyntaxFactory.ParseExpression($"PluginAL.Encoding.Records.RecordAdapters<{type}>.Format.ReadJson").WithAdditionalAnnotations(Simplifier.Annotation);
        var argument = SyntaxFactory.Argument(call.ArgumentList.Arguments[0].Expression.WithoutTrivia());
        return SyntaxFactory.InvocationExpression(format, SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(argument))).WithTriviaFrom(call);
    }
}
