using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginAL.CodeFixes;

namespace PluginAL.Generators.Tests.Diagnostics;

public sealed class CodeFixTests
{
    internal static readonly CodeFixProvider[] Providers =
        [.. typeof(PluginFixes).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type)).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    public static TheoryData<string> Fixable =>
        [.. Providers.SelectMany(provider => provider.FixableDiagnosticIds).Except(["PAL1030"]).Order(StringComparer.Ordinal)];

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
    [InlineData("PAL1007", "    public Uri", "    [Ignore(Reason = \"Not a feature.\")]\n    public Uri")]
    [InlineData("PAL1009", "    public float Decades", "    [Ignore(Reason = \"Not a feature.\")]\n    public float Decades")]
    [InlineData("PAL1010", "    [Standardised]\n    [MinMax(0, 100)]\n", "    [Standardised]\n")]
    [InlineData("PAL1013", "Order = 2", "Order = 1")]
    [InlineData("PAL1014", "    public float[]", "    [Vector(1)]\n    public float[]")]
    [InlineData("PAL1016", "    public float? Age", "    [Missing(MissingAs.Indicator)]\n    public float? Age")]
    [InlineData("PAL1018", "    public string Job", "    [Category]\n    public string Job")]
    [InlineData("PAL1021", "[Category] public Skills", "public Skills")]
    [InlineData("PAL1024", "    public DateTime", "    [Time(Kind = DateTimeKind.Utc)]\n    public DateTime")]
    [InlineData("PAL1033", "JsonSerializer.Deserialize<Adult>(line)", "PluginAL.Encoding.Records.RecordAdapters<Adult>.Format.ReadJson(line)")]
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

    [Theory]
    [InlineData("PAL1016", "(float? Age)", "([Missing(MissingAs.Indicator)] float? Age)")]
    [InlineData("PAL1018", "(float Age, string Job)", "(float Age, [Category] string Job)")]
    [InlineData("PAL1010", "(float Age, [Category, Hashed(8)] string Job)", "(float Age, [Category] string Job)")]
    public async Task Parameters_of_a_record_are_mended_in_their_line(string id, string before, string after)
    {
        const string Head = "using PluginAL.Abstractions;\n\n[PoolRecord]\npublic sealed record Adult";
        var found = Assert.Single((await Sample.Look(Head + before + ";")).Found);
        Assert.Equal(id, found.Id);
        Assert.Equal(Head + after + ";", await Apply(Head + before + ";", found));
    }

    [Fact]
    public async Task The_schema_file_is_rewritten_as_the_valid_sample_has_it()
    {
        var page = RulePage.All["PAL1030"];
        var diagnostic = (await page.Look("Invalid")).Found[0];
        using var workspace = new AdhocWorkspace();
        var file = workspace.AddProject("Sample", LanguageNames.CSharp).AddAdditionalDocument("Adult.schema.json", "", filePath: "Adult.schema.json");
        var document = file.Project.AddDocument("Sample.cs", page.Invalid);
        var actions = new List<CodeAction>();
        await new SchemaFixes().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic.Location.SourceSpan, [diagnostic], (action, _) => actions.Add(action), default));
        var operations = await Assert.Single(actions).GetOperationsAsync(default);
        var solution = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        var text = (await solution.GetAdditionalDocument(file.Id)!.GetTextAsync()).ToString();
        Assert.Contains($"```json\n{text}```", page.Section("Valid"), StringComparison.Ordinal);
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
