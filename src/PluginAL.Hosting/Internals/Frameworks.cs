using System.Collections.Frozen;
using System.Reflection;

namespace PluginAL.Hosting.Internals;

/// <summary>Tells the shared framework's assemblies from those that the application brought.</summary>
internal static class Frameworks
{
    private static readonly FrozenDictionary<string, string> Trusted =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(IsFramework)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path)!, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is part of the shared framework.</summary>
    public static bool IsFramework(string path)
    {
        var home = Path.GetDirectoryName(typeof(object).Assembly.Location);
        if (home is null || !IsBeneath(home, AppContext.BaseDirectory))
        {
            return !IsBeneath(path, AppContext.BaseDirectory);
        }

        // A self-contained application has the framework among its own files, where only names tell them apart.
        var name = Path.GetFileNameWithoutExtension(path.AsSpan());
        return IsBeneath(path, home)
            && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || name is "System" or "mscorlib" or "netstandard" or "WindowsBase");
    }

    /// <summary>Whether the framework has an assembly in at least the version of this file, and so takes its place.</summary>
    public static bool Supersedes(string simpleName, string path) =>
        Trusted.TryGetValue(simpleName, out var trusted)
        && AssemblyName.GetAssemblyName(trusted).Version >= AssemblyName.GetAssemblyName(path).Version;

    private static bool IsBeneath(string path, string directory)
    {
        var prefix = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)) + Path.DirectorySeparatorChar;
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Path.GetFullPath(path + Path.DirectorySeparatorChar).StartsWith(prefix, comparison);
    }
}
