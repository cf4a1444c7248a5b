using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.CodeFixes;

/// <summary>Fixes that put one piece of syntax in the place of another.</summary>
public abstract class SyntaxFixes : CodeFixProvider
{
    private protected SyntaxFixes()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            diagnostic.Properties.TryGetValue(Problem.FixKey, out var fix);
            if (Mend(diagnostic.Id, node, fix) is { Old: { } old, Mended: { } mended } found)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(found.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(old, mended))), diagnostic.Id), diagnostic);
            }
        }
    }

    /// <summary>What takes whose place; nothing where the rule cannot be mended here.</summary>
    internal abstract (string Title, SyntaxNode? Old, SyntaxNode? Mended) Mend(string id, SyntaxNode node, string? fix);
}
