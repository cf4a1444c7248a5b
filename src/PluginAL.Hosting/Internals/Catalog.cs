using PluginAL.Abstractions;
using PluginAL.Hosting.SingleFile;

namespace PluginAL.Hosting.Internals;

/// <summary>The plugin assemblies that a host knows, and which of them a reference means. Guarded by the host's lock.</summary>
internal sealed class Catalog
{
    private readonly List<HostedAssembly> _assemblies = [];
    private readonly SourcePlugins _sources;
    private readonly string[] _directories;

    public Catalog(IEnumerable<string> directories, SourcePlugins sources)
    {
        _sources = sources;
        _directories = [.. directories.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
        foreach (var (path, facts) in _directories.SelectMany(Discovery.Find))
        {
            _assemblies.Add(new HostedAssembly(path, isInDirectory: true, facts));
        }
    }

    public IReadOnlyList<HostedAssembly> Assemblies => _assemblies;

    /// <summary>All plugins, by kind, name and path.</summary>
    public IReadOnlyList<PluginInfo> Describe() =>
        [.. _assemblies
            .SelectMany(Describe)
            .OrderBy(info => info.Kind ?? (PluginKind)int.MaxValue)
            .ThenBy(info => info.Name, StringComparer.Ordinal)
            .ThenBy(info => info.AssemblyPath, StringComparer.Ordinal)];

    public (HostedAssembly Assembly, PluginFacts Plugin) Resolve(PluginKind kind, PluginReference reference) =>
        reference.Path is { } path ? ResolvePath(kind, reference, Path.GetFullPath(path)) : ResolveName(kind, reference.Name!);

    private (HostedAssembly Assembly, PluginFacts Plugin) ResolveName(PluginKind kind, string name)
    {
        var holders = _assemblies.FindAll(assembly => assembly.IsInDirectory && assembly.Holds(kind, name));
        var usable = holders.FindAll(assembly => assembly.Facts.Refusal is null);
        if (usable is [var only])
        {
            return (only, only.Find(kind, name)!);
        }

        if (usable.Count > 1)
        {
            throw PluginALException.Input($"{Words.Of(kind)} '{name}' is refused: {DuplicateReason(usable)}.");
        }

        if (holders is [var refused, ..])
        {
            throw Refused(refused, refused.Find(kind, name)!, refused.Facts.Refusal!);
        }

        var known = _assemblies
            .Where(assembly => assembly.IsInDirectory && assembly.Facts.Refusal is null)
            .SelectMany(assembly => assembly.Facts.Plugins)
            .Where(plugin => plugin.Kind == kind)
            .Select(plugin => plugin.Name)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var elsewhere = _assemblies.SelectMany(assembly => assembly.Facts.Plugins).FirstOrDefault(plugin => plugin.Name == name);
        var hint = elsewhere is not null ? $" ('{name}' is the name of a {Words.Of(elsewhere.Kind)})"
            : Words.Nearest(name, known) is { } nearest ? $"; did you mean '{nearest}'?"
            : "";
        throw PluginALException.Usage($"No {Words.Of(kind)} is called '{name}'{hint}{(hint.EndsWith('?') ? "" : ".")} " + (known.Count == 0
            ? $"There is none of this kind in {string.Join(", ", _directories)}; give the path of a plugin's .dll or .cs file."
            : $"Known: {string.Join(", ", known)}; or give the path of a plugin's .dll or .cs file."));
    }

    /// <summary>Gives an assembly by its path, which it reads again unless it is loaded.</summary>
    public HostedAssembly Add(string path)
    {
        var assembly = _assemblies.Find(assembly => assembly.Path == path);
        if (assembly is null)
        {
            if (!File.Exists(path))
            {
                throw PluginALException.Input($"There is no plugin at {path}; give the path of an assembly that exists.");
            }

            assembly = new HostedAssembly(path, isInDirectory: false, _sources.Inspect(path));
            _assemblies.Add(assembly);
        }
        else if (assembly.Runtime is null)
        {
            assembly.Refresh(_sources.Inspect(path));
        }

        return assembly;
    }

    private (HostedAssembly Assembly, PluginFacts Plugin) ResolvePath(PluginKind kind, PluginReference reference, string path)
    {
        var assembly = Add(path);
        if (assembly.Facts.Errors is { } errors)
        {
            throw PluginALException.Input($"{path} does not compile: {errors.Count} error{(errors.Count == 1 ? "" : "s")}, the first {errors.Errors[0][(errors.Errors[0].StartsWith(path, StringComparison.Ordinal) ? path.Length : 0)..]}; mend the file.", errors);
        }

        if (assembly.Facts.Refusal is { } refusal)
        {
            throw PluginALException.Input($"{path} is refused as a plugin: {refusal}.");
        }

        var ofKind = assembly.Facts.Plugins.Where(plugin => plugin.Kind == kind).ToList();
        var names = string.Join(", ", ofKind.Select(plugin => plugin.Name));
        if (reference.Name is { } name)
        {
            return ofKind.Find(plugin => plugin.Name == name) is { } named
                ? (assembly, named)
                : throw PluginALException.Usage($"{path} holds no {Words.Of(kind)} '{name}'; " + (ofKind.Count == 0 ? Others(assembly) : $"it holds {names}."));
        }

        return ofKind switch
        {
            [var only] => (assembly, only),
            [] => throw PluginALException.Usage($"{path} holds no {Words.Of(kind)}; {Others(assembly)}"),
            _ => throw PluginALException.Usage($"{path} holds several plugins of this kind: {names}; name one, as in {reference.Path}#{ofKind[0].Name}."),
        };
    }

    public static PluginALException Refused(HostedAssembly assembly, PluginFacts plugin, string reason) =>
        PluginALException.Input($"{assembly.Describe(plugin)} at {assembly.Path} is refused: {reason}.");

    private static string Others(HostedAssembly assembly) => assembly.Facts.Plugins.Count == 0
        ? "no class in it carries an attribute such as [Strategy(\"name\")]."
        : $"it holds {string.Join(", ", assembly.Facts.Plugins.Select(plugin => $"{Words.Of(plugin.Kind)} '{plugin.Name}'"))}.";

    private static string DuplicateReason(IEnumerable<HostedAssembly> holders) =>
        $"the name is taken more than once, in {string.Join(" and in ", holders.Select(holder => holder.Path))}: remove all but one, or name one by its path";

    private IEnumerable<PluginInfo> Describe(HostedAssembly assembly)
    {
        if (assembly.Facts.Plugins.Count == 0)
        {
            return [new PluginInfo
            {
                Kind = null,
                Name = Path.GetFileNameWithoutExtension(assembly.Path),
                AssemblyPath = assembly.Path,
                Version = assembly.Facts.Version,
                Sha256 = assembly.Facts.Sha256,
                State = assembly.State,
                Reason = assembly.Reason,
                Warnings = assembly.Warnings,
            }];
        }

        return assembly.Facts.Plugins.Select(plugin => Describe(assembly, plugin, isNamed: true));
    }

    public PluginInfo Describe(HostedAssembly assembly, PluginFacts plugin, bool isNamed)
    {
        var (state, reason) = (assembly.State, assembly.Reason);
        if (assembly.Fault(plugin) is { } fault)
        {
            (state, reason) = (PluginState.Faulted, fault);
        }

        if (isNamed && assembly.IsInDirectory && assembly.Facts.Refusal is null)
        {
            var holders = _assemblies.FindAll(other => other.IsInDirectory && other.Facts.Refusal is null && other.Holds(plugin.Kind, plugin.Name));
            if (holders.Count > 1)
            {
                (state, reason) = (PluginState.Refused, DuplicateReason(holders));
            }
        }

        return new PluginInfo
        {
            Kind = plugin.Kind,
            Name = plugin.Name,
            Summary = plugin.Summary,
            Needs = plugin.Needs,
            Gives = plugin.Gives,
            ColdStart = plugin.ColdStart,
            ClassesOnly = plugin.ClassesOnly,
            IsInteractive = plugin.IsInteractive,
            Version = assembly.Facts.Version,
            AssemblyPath = assembly.Path,
            Sha256 = assembly.Facts.Sha256,
            State = state,
            Reason = reason,
            Warnings = assembly.Warnings,
        };
    }

    public HostedAssembly Known(string assemblyPath)
    {
        var path = Path.GetFullPath(assemblyPath);
        return _assemblies.Find(assembly => assembly.Path == path)
            ?? throw new ArgumentException($"This host knows no plugin assembly at {path}.", nameof(assemblyPath));
    }
}
