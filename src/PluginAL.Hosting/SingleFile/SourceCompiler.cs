using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace PluginAL.Hosting.SingleFile;

/// <summary>
/// Compiles a plugin's source file as <c>dotnet build</c> would compile it alone in a class library: C# 14, nullable and implicit usings on,
/// optimised, our generator and analyzers included. Runs none of the file's code, and reads no other file on its behalf.
/// </summary>
internal static class SourceCompiler
{
    private const int MostErrors = 10;

    private const string Preamble = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        [assembly: global::System.Runtime.Versioning.TargetFramework(".NETCoreApp,Version=v10.0", FrameworkDisplayName = ".NET 10.0")]

        """;

    // References are parsed once for a process; they hold the framework's metadata mapped, not copied.
    private static readonly Lazy<ImmutableArray<MetadataReference>> References =
        new(() => [.. SourceReferences.Paths().Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))]);

    /// <summary>Compiles one file.</summary>
    /// <param name="path">Its full path, for messages and stack traces.</param>
    /// <param name="source">Its bytes, UTF-8 or with a byte order mark.</param>
    /// <param name="sha256">Their SHA-256, for the version: a file has no other.</param>
    public static SourceCompilation Compile(string path, byte[] source, string sha256)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14).WithPreprocessorSymbols("NET", "NET10_0", "NET10_0_OR_GREATER", "RELEASE");
        var text = SourceText.From(source, source.Length, Encoding.UTF8, SourceHashAlgorithm.Sha256, canBeEmbedded: true);
        var tree = CSharpSyntaxTree.ParseText(text, options, path);
        var version = tree.GetCompilationUnitRoot().AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString().Contains("AssemblyInformationalVersion", StringComparison.Ordinal)))
            ? ""
            : $"[assembly: global::System.Reflection.AssemblyInformationalVersion(\"0.0.0-{sha256[..8]}\")]\n";
        var preamble = CSharpSyntaxTree.ParseText(SourceText.From(Preamble + version, Encoding.UTF8, SourceHashAlgorithm.Sha256), options, "PluginAL.Preamble.g.cs");
        Compilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path), [preamble, tree], References.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true,
                nullableContextOptions: NullableContextOptions.Enable, assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default));
        var generators = GeneratorLoader.Reference.GetGenerators(LanguageNames.CSharp);
        CSharpGeneratorDriver.Create(generators, parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out var generated);

        // What the analyzers say explains why the generator left a class out; so they are asked even where all compiles.
        var checks = compilation.WithAnalyzers(GeneratorLoader.Reference.GetAnalyzers(LanguageNames.CSharp)).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        var errors = Errors(compilation.GetDiagnostics().Concat(generated).Concat(checks));
        if (errors.Count > 0)
        {
            return Failed(errors, path);
        }

        using var image = new MemoryStream();
        var emitted = compilation.Emit(
            image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded), embeddedTexts: [EmbeddedText.FromSource(path, text)]);
        return emitted.Success ? new SourceCompilation(image.ToArray(), [], 0) : Failed(Errors(emitted.Diagnostics), path);
    }

    private static List<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];

    private static SourceCompilation Failed(List<Diagnostic> errors, string path)
    {
        return new SourceCompilation([], [.. errors.Take(MostErrors).Select(Line).Distinct()], errors.Count);

        string Line(Diagnostic error)
        {
            var at = error.Location.GetLineSpan();
            var place = at.Path is { Length: > 0 } file ? $"{file}({at.StartLinePosition.Line + 1},{at.StartLinePosition.Character + 1})" : path;
            return $"{place}: {error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}".ReplaceLineEndings(" ");
        }
    }
}
