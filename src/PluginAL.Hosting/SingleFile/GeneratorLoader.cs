using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.SingleFile;

/// <summary>Our generator and analyzers, loaded once for all compilations; the compiler's own assemblies are the host's.</summary>
internal sealed class GeneratorLoader : IAnalyzerAssemblyLoader
{
    private static readonly Lazy<AnalyzerFileReference> LazyReference = new(Open);
    private readonly AssemblyLoadContext _context = new("PluginAL.Generators");

    private GeneratorLoader()
    {
    }

    /// <summary>The generator's assembly.</summary>
    /// <exception cref="PluginALException">It does not lie beside the application, or cannot be loaded.</exception>
    public static AnalyzerFileReference Reference => LazyReference.Value;

    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => _context.LoadFromAssemblyPath(fullPath);

    private static AnalyzerFileReference Open()
    {
        var path = SourceReferences.GeneratorPath;
        if (!File.Exists(path))
        {
            throw PluginALException.Input(
                $"Source files cannot be compiled here, because the generator is not at {path}; install PluginAL again, or build the plugin as a class library and give its .dll.");
        }

        var reference = new AnalyzerFileReference(path, new GeneratorLoader());
        reference.AnalyzerLoadFailed += (_, e) => throw PluginALException.Work($"The generator {path} cannot be loaded: {e.Message.TrimEnd('.')}; install PluginAL again.", e.Exception);
        return reference;
    }
}
