using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.Loader;

namespace PluginAL.Hosting.Internals;

/// <summary>The assemblies that host and plugins share, by simple name, and nothing else.</summary>
internal static class ContractAssemblies
{
    public const string Abstractions = "PluginAL.Abstractions";

    private static readonly FrozenSet<string> Names =
        FrozenSet.ToFrozenSet([Abstractions, "PluginAL.Scoring", "PluginAL.Encoding"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The load context that the host itself lives in; contract types unify there.</summary>
    public static AssemblyLoadContext HostContext { get; } =
        AssemblyLoadContext.GetLoadContext(typeof(ContractAssemblies).Assembly) ?? AssemblyLoadContext.Default;

    /// <summary>The host's own copies of all that it has.</summary>
    public static IReadOnlyList<Assembly> All => [.. Names.Select(Find).OfType<Assembly>()];

    public static bool Contains(string simpleName) => Names.Contains(simpleName);

    /// <summary>The host's own copy; null where this host does without that assembly.</summary>
    public static Assembly? Find(string simpleName)
    {
        try
        {
            return HostContext.LoadFromAssemblyName(new AssemblyName(simpleName));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Why a plugin that was built against this version of a contract assembly cannot run here; null where it can.</summary>
    public static string? Refusal(string simpleName, Version built)
    {
        var host = Find(simpleName)?.GetName().Version;
        if (host is null)
        {
            return $"it needs {simpleName} {MajorMinor(built)}, which this host does not have: update PluginAL";
        }

        if (built.Major == host.Major && built.Minor <= host.Minor)
        {
            return null;
        }

        var remedy = (built.Major, built.Minor).CompareTo((host.Major, host.Minor)) > 0 ? "update PluginAL, or build" : "build";
        return $"it was built against {simpleName} {MajorMinor(built)}, and this host has {MajorMinor(host)}: {remedy} the plugin against {MajorMinor(host)}";
    }

    private static string MajorMinor(Version version) => $"{version.Major}.{version.Minor}";
}
