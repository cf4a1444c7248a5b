using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;

namespace PluginAL.Generators.Tests.Diagnostics;

/// <summary>Source that is compiled as a user's project would be: with the generators, then with the analyzers over all of it.</summary>
internal sealed class Sample
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll"))
            .Append(typeof(PluginAttribute).Assembly.Location)
            .Append(typeof(FeatureState).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // Compilations that begin with one another share what they know of the references.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Sample", null, References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    private Sample(Compilation compilation, GeneratorDriverRunResult run, ImmutableArray<Diagnostic> found)
    {
        Compilation = compilation;
        Run = run;
        Found = found;
    }

    /// <summary>Source and generated code together.</summary>
    public Compilation Compilation { get; }

    public GeneratorDriverRunResult Run { get; }

    /// <summary>What our analyzers say, by place.</summary>
    public ImmutableArray<Diagnostic> Found { get; }

    /// <summary>What the compiler says, warnings too.</summary>
    public IEnumerable<Diagnostic> Complaints => Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    public IEnumerable<string> Ids => Found.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal);

    public static IEnumerable<DiagnosticAnalyzer> Analyzers => OfGenerators<DiagnosticAnalyzer>();

    public static CSharpCompilation Compile(string source, LanguageVersion version = LanguageVersion.CSharp14)
    {
        var options = new CSharpParseOptions(version, DocumentationMode.None);
        SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), options, path);
        return Empty.AddSyntaxTrees(Tree(Usings, "Usings.cs"), Tree(source, "Sample.cs"));
    }

    public static async Task<Sample> Look(string source, LanguageVersion version = LanguageVersion.CSharp14, params AdditionalText[] files)
    {
        var compilation = Compile(source, version);
        var driver = CSharpGeneratorDriver.Create(
            OfGenerators<IIncrementalGenerator>().Select(generator => generator.AsSourceGenerator()), files, (CSharpParseOptions)compilation.SyntaxTrees[0].Options);
        var run = driver.RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var complaints).GetRunResult();
        Assert.Empty(complaints);
        var found = await whole.WithAnalyzers([.. Analyzers], new AnalyzerOptions([.. files])).GetAnalyzerDiagnosticsAsync();
        return new Sample(whole, run, [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)]);
    }

    private static IEnumerable<T> OfGenerators<T>() => typeof(EquatableArray<>).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
        .Select(type => (T)Activator.CreateInstance(type)!);
}
