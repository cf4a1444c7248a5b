using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginAL.CodeFixes;

namespace PluginAL.Generators.Tests.Diagnostics;

public sealed class CodeFixTests
{
    private static readonly CodeFixProvider[] Providers =
        [.. typeof(PluginFixes).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type)).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    public static TheoryData<string> Fixable => [.. Providers.SelectMany(provider => provider.FixableDiagnosticIds).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task The_invalid_sample_is_mended(string id)
    {
        var page = RulePage.All[id];
        var sample = await page.Look("Invalid");
        var mended = await Apply(page.Invalid, sample.Found[0]);
        Assert.NotEqual(page.Invalid, mended);
        var after = await Sample.Look(mended);
        Assert.DoesNotContain(id, after.Ids);
        Assert.Empty(after.Compilation.SyntaxTrees.SelectMany(tree => tree.GetDiagnostics()));
    }

    [Theory]
    [InlineData("PAL2001", "public sealed class First;", "public sealed class First : IQueryStrategy;")]
    [InlineData("PAL2004", "file sealed class First", "internal sealed class First")]
    [InlineData("PAL2008", "{ get; } = 1;", "{ get; init; } = 1;")]
    [InlineData("PAL2009", "[Range(10, 0)]", "[Range(0, 10)]")]
    [InlineData("PAL2014", "[Strategy(\"First One\")]", "[Strategy(\"first-one\")]")]
    [InlineData("PAL2016", "[Strategy(\"mine\")]", "[Strategy(\"mine\", Needs = Signals.Probabilities)]")]
    [InlineData("PAL2019", "[Learner(\"constant\")]", "[Learner(\"constant\", Gives = Signals.Probabilities)]")]
    public async Task Nothing_else_changes(string id, string before, string after)
    {
        var page = RulePage.All[id];
        Assert.Contains(before, page.Invalid, StringComparison.Ordinal);
        Assert.Equal(page.Invalid.Replace(before, after, StringComparison.Ordinal), await Apply(page.Invalid, (await page.Look("Invalid")).Found[0]));
    }

    [Theory]
    [InlineData("public class First\n{\n}", "public class First : IQueryStrategy\n{\n}")]
    [InlineData("public class First : IDisposable\n{\n    public void Dispose() { }\n}", "public class First : IDisposable, IQueryStrategy\n{\n    public void Dispose() { }\n}")]
    [InlineData("public class First()\n{\n}", "public class First() : IQueryStrategy\n{\n}")]
    [InlineData("public record First\n{\n}", "public record First : IQueryStrategy\n{\n}")]
    public async Task An_interface_is_added_to_every_form_of_class(string before, string after)
    {
        const string Head = "using PluginAL.Abstractions;\n\n[Strategy(\"first\")]\n";
        var found = Assert.Single((await Sample.Look(Head + before)).Found);
        Assert.Equal(Head + after, await Apply(Head + before, found));
    }

    private static async Task<string> Apply(string source, Diagnostic diagnostic)
    {
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Sample", LanguageNames.CSharp)
            .WithParseOptions(diagnostic.Location.SourceTree!.Options)
            .AddDocument("Sample.cs", source);
        var actions = new List<CodeAction>();
        var provider = Providers.Single(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id));
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic.Location.SourceSpan, [diagnostic], (action, _) => actions.Add(action), default));
        var operations = await Assert.Single(actions).GetOperationsAsync(default);
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextAsync()).ToString();
    }
}
