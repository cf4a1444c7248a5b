namespace PluginAL.Architecture.Tests;

/// <summary>Which project may reference which.</summary>
internal static class ReferenceRules
{
    private const string Prefix = "PluginAL.";

    /// <summary>Direct references of the projects in src/; what these allow is allowed too. Null: everything in src/.</summary>
    private static readonly Dictionary<string, string[]?> Direct = new(StringComparer.Ordinal)
    {
        ["Abstractions"] = [],
        ["Scoring"] = [],
        ["Encoding"] = ["Abstractions"],
        ["Pools"] = ["Scoring", "Abstractions"],
        ["Hosting"] = ["Pools", "Encoding", "Abstractions"],
        ["Storage"] = ["Abstractions"],
        ["Engine"] = ["Hosting", "Storage", "Pools"],
        // A package of its own, beside the package PluginAL.
        ["Testing"] = null,
        ["Agents"] = ["Engine"],
        ["Annotation"] = ["Engine"],
        ["DependencyInjection"] = null,
        ["Hosting.McMaster"] = ["Hosting"],
        ["Cli"] = null,
    };

    // The generator is no reference of the assembly: the compiler runs it.
    private static readonly string[] Plugins = ["PluginAL.Abstractions", "PluginAL.Scoring", "PluginAL.Encoding", "PluginAL.Generators"];

    /// <summary>Whether a project has a rule at all.</summary>
    public static bool Cover(Project project) => project.Area switch
    {
        "src" => project.Name == "PluginAL" || (project.Name.StartsWith(Prefix, StringComparison.Ordinal) && Direct.ContainsKey(project.Name[Prefix.Length..])),
        _ => true,
    };

    /// <summary>Whether one project may reference another.</summary>
    public static bool Allow(Project from, Project to) => from.Area switch
    {
        "src" when from.Name == "PluginAL" => to.Area is "src",
        "src" => to.Area == "src" && Allowed(from.Name[Prefix.Length..]) is var allowed && (allowed is null || allowed.Contains(to.Name)),
        "plugins" or "samples" => Plugins.Contains(to.Name),
        "tests" when from.RelativePath.StartsWith("tests/plugins/", StringComparison.Ordinal) =>
            Plugins.Contains(to.Name) || to.RelativePath.StartsWith("tests/plugins/", StringComparison.Ordinal),
        "tests" => true,
        _ => to.Area != "tests",
    };

    private static HashSet<string>? Allowed(string name)
    {
        if (Direct[name] is not { } direct)
        {
            return null;
        }

        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in direct)
        {
            allowed.Add(Prefix + reference);
            allowed.UnionWith(Allowed(reference) ?? []);
        }

        return allowed;
    }
}
