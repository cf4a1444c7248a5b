using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.CodeFixes;

/// <summary>Rewrites a committed schema file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SchemaFixes : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RecordDescriptors.SchemaChanged.Id];

    /// <summary>Each file is looked at by itself.</summary>
    /// <returns>Null.</returns>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(Problem.FixKey, out var text) && text is not null
                && diagnostic.Properties.TryGetValue(Problem.FileKey, out var path)
                && context.Document.Project.AdditionalDocuments.FirstOrDefault(file => file.FilePath == path) is { } file)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Update {file.Name}",
                        _ => Task.FromResult(context.Document.Project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(text, System.Text.Encoding.UTF8))),
                        diagnostic.Id),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }
}
