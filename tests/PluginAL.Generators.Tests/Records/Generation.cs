using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginAL.Generators.Records;

namespace PluginAL.Generators.Tests.Records;

/// <summary>Runs the record generator over source text.</summary>
internal static class Generation
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using PluginAL.Abstractions;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Sample",
        [Parse(Usings), .. sources.Select(source => Parse(source))],
        References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    public static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, Options, encoding: System.Text.Encoding.UTF8);

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new RecordGenerator().AsSourceGenerator()],
        parseOptions: Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The compilation with what was generated, free of errors and warnings, and the generated texts by file name.</summary>
    public static (Compilation Output, IReadOnlyDictionary<string, string> Texts) Run(params string[] sources)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(Compile(sources), out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal("", string.Join("\n", output.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning)));
        return (output, driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString()));
    }

    /// <summary>The compiled assembly, loaded.</summary>
    public static Assembly Load(params string[] sources)
    {
        using var stream = new MemoryStream();
        var result = Run(sources).Output.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(stream.ToArray());
    }

    /// <summary>What the parser says of the first type that carries the attribute.</summary>
    public static RecordParseResult Analyse(string source, string type = "X") => Analyse(Compile(source), type);

    public static RecordParseResult Analyse(CSharpCompilation compilation, string type = "X") =>
        RecordParser.Parse(compilation.GetTypeByMetadataName(type)!, compilation, CancellationToken.None);
}
