using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting.SingleFile;

/// <summary>What a plugin in a source file is compiled against: the framework that runs now, the contract assemblies, and our generator.</summary>
internal static class SourceReferences
{
    /// <summary>Where the generator lies, from the application's folder.</summary>
    public const string GeneratorFile = "analyzers/PluginAL.Generators.dll";

    private static readonly string[] ContractNames = [ContractAssemblies.Abstractions, "PluginAL.Scoring", "PluginAL.Encoding"];
    private static readonly Lazy<string> LazyIdentity = new(MakeIdentity);

    /// <summary>The full path of the generator.</summary>
    public static string GeneratorPath { get; } = Path.Combine(AppContext.BaseDirectory, GeneratorFile.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Changes whenever the same source could compile to something else: with the framework, a contract, the generator, or this compiler.</summary>
    public static string Identity => LazyIdentity.Value;

    /// <summary>The paths of all assemblies to compile against.</summary>
    /// <returns>At least the framework's and <c>PluginAL.Abstractions</c>.</returns>
    /// <exception cref="PluginALException">This application carries its assemblies in one file, where the compiler cannot read them.</exception>
    public static IReadOnlyList<string> Paths()
    {
        var contracts = Contracts().Select(assembly => assembly.Location).ToList();
        var framework = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Frameworks.IsFramework(path) && path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return framework.Count > 0 && contracts.TrueForAll(path => path.Length > 0)
            ? [.. framework, .. contracts]
            : throw PluginALException.Input(
                "Source files cannot be compiled here, because this application was published as one file; build the plugin as a class library and give its .dll, or publish without PublishSingleFile.");
    }

    private static IEnumerable<Assembly> Contracts() => ContractNames.Select(ContractAssemblies.Find).OfType<Assembly>();

    private static string MakeIdentity()
    {
        var text = new StringBuilder($"{Environment.Version}\n");
        foreach (var assembly in Contracts().Append(typeof(SourceReferences).Assembly))
        {
            // Builds are deterministic: the module's id is a hash of what is in it, this one's of the compiler's version too.
            text.Append($"{assembly.GetName().Name} {assembly.ManifestModule.ModuleVersionId}\n");
        }

        text.Append(File.Exists(GeneratorPath) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(GeneratorPath))) : "no generator");
        return text.ToString();
    }
}
