using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginAL.Generators.Records;

namespace PluginAL.Tests;

public sealed class SnippetTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading.Tasks;
        global using PluginAL;
        global using PluginAL.Abstractions;
        """;

    [Fact]
    public void The_session_of_the_readme_compiles_in_fifteen_lines()
    {
        var snippet = Readme.Session();
        Assert.InRange(snippet.TrimEnd('\n').Split('\n').Length, 5, 15);
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Snippet", [CSharpSyntaxTree.ParseText(Usings, parse), CSharpSyntaxTree.ParseText(snippet, parse)], references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new RecordGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.True(complete.SyntaxTrees.Count() > 2, "an adapter was generated");
        Assert.Empty(complete.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }
}
