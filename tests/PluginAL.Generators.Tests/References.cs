using Microsoft.CodeAnalysis;
using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Generators.Tests;

/// <summary>What a project that uses the package refers to: the framework, the contracts and the encoders.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "mscorlib.dll" || name == "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(FeatureColumn).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TextHash).Assembly.Location),
    ];
}
