using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.CodeFixes;

/// <summary>Mends what is mechanical in plugins and their options.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PluginFixes : SyntaxFixes
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        PluginRules.Contract.Id, PluginRules.Inaccessible.Id, PluginRules.OptionSetter.Id, PluginRules.RangeEmpty.Id,
        PluginRules.Name.Id, PluginRules.Needs.Id, PluginRules.GivesTooLittle.Id,
    ];

    internal override (string Title, SyntaxNode? Old, SyntaxNode? Mended) Mend(string id, SyntaxNode node, string? fix) => id switch
    {
        "PAL2001" when fix is not null && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type => ($"Implement {fix}", type, Edits.AddBase(type, fix)),
        "PAL2004" when node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type => ("Make it internal", type, Edits.MakeInternal(type)),
        "PAL2008" when node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { AccessorList: not null } property => ("Add init", property, Edits.AddInit(property)),
        "PAL2009" when fix == "swap" && node.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList: { } list } => ("Swap the bounds", list, Edits.SwapFirstTwo(list)),
        "PAL2014" when fix is not null && node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument => ($"Write \"{fix}\"", argument.Expression, Edits.Text(fix).WithTriviaFrom(argument.Expression)),
        "PAL2016" when fix is not null && node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute => ($"Set Needs = {fix}", attribute, Edits.SetNamed(attribute, "Needs", fix)),
        "PAL2019" when fix is not null && node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute => ($"Add {fix} to Gives", attribute, Edits.AddFlag(attribute, "Gives", fix)),
        _ => default,
    };
}
