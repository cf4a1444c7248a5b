using System.Security.Cryptography;
using System.Text;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting.SingleFile;

/// <summary>
/// Plugins in one source file. Each is compiled when it is looked at, into the cache of copies, in a folder that is named by the hash of its
/// bytes, its path and all that it was compiled with: so it is compiled again only when one of these changes.
/// </summary>
internal sealed class SourcePlugins(PluginCache cache)
{
    public static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a plugin's file says, source or assembly; runs none of its code.</summary>
    public AssemblyFacts Inspect(string path)
    {
        if (!IsSource(path))
        {
            return AssemblyInspector.Inspect(path);
        }

        byte[] source;
        try
        {
            source = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AssemblyFacts { Refusal = $"it cannot be read: {e.Message}" };
        }

        var sha256 = Hash(source);
        try
        {
            return AssemblyInspector.Inspect(Compile(path, source, sha256)) with { Sha256 = sha256 };
        }
        catch (PluginALException e) when (e.InnerException is SourceErrorsException errors)
        {
            return new AssemblyFacts { Sha256 = sha256, Refusal = $"it does not compile: {errors.Errors[0]}", Errors = errors };
        }
    }

    /// <summary>Gives the path of what a plugin is loaded from: a copy of its assembly, or what its source was compiled to.</summary>
    public string Stage(PluginContent content)
    {
        var path = content.AssemblyPath;
        if (!IsSource(path))
        {
            return cache.Stage(content);
        }

        var source = File.ReadAllBytes(path);
        return Hash(source) == content.Sha256
            ? Compile(path, source, content.Sha256)
            : throw PluginALException.Input($"The plugin at {path} changed while it was read; try again when it is written whole.");
    }

    private string Compile(string path, byte[] source, string sha256)
    {
        var key = Hash(Encoding.UTF8.GetBytes($"{sha256}\n{path}\n{SourceReferences.Identity}"));
        return cache.Keep(key, Path.GetFileNameWithoutExtension(path) + ".dll", () =>
        {
            var compiled = SourceCompiler.Compile(path, source, sha256);
            return compiled.Errors.Count == 0
                ? compiled.Image
                : throw PluginALException.Input($"{path} does not compile.", new SourceErrorsException(compiled.Errors, compiled.ErrorCount));
        });
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
