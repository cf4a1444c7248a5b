using PluginAL.Abstractions;
using PluginAL.Hosting.SingleFile;

namespace PluginAL.Hosting.Internals;

/// <summary>A plugin assembly that the host knows, loaded or not. Guarded by the host's lock.</summary>
internal sealed class HostedAssembly(string path, bool isInDirectory, AssemblyFacts facts)
{
    private readonly Dictionary<(PluginKind Kind, string Name), string> _faults = [];

    public string Path => path;

    /// <summary>Whether it was found in a plugin directory, so that its plugins can be named without a path.</summary>
    public bool IsInDirectory => isInDirectory;

    public AssemblyFacts Facts { get; private set; } = facts;

    public PluginState State { get; private set; } = facts.Refusal is null ? PluginState.Discovered : PluginState.Refused;

    public string? Reason { get; private set; } = facts.Refusal;

    public PluginRuntime? Runtime { get; private set; }

    /// <summary>The content of the version that is loaded; null where none is.</summary>
    public PluginContent? Content { get; private set; }

    public LoadLog Log { get; private set; } = new(path);

    public IReadOnlyList<string> Warnings { get; } = FindWarnings(path);

    public bool Holds(PluginKind kind, string name) => Find(kind, name) is not null;

    public PluginFacts? Find(PluginKind kind, string name) => Facts.Plugins.FirstOrDefault(plugin => plugin.Kind == kind && plugin.Name == name);

    /// <summary>What is wrong with one plugin, though its assembly is in order.</summary>
    public string? Fault(PluginFacts plugin) => Runtime?.WhyLost(plugin.Kind, plugin.Name) ?? _faults.GetValueOrDefault((plugin.Kind, plugin.Name));

    /// <summary>The file was read again.</summary>
    public void Refresh(AssemblyFacts facts)
    {
        if (facts.Sha256 != Facts.Sha256 || facts.Refusal != Facts.Refusal)
        {
            Facts = facts;
            (State, Reason) = facts.Refusal is null ? (PluginState.Discovered, null) : (PluginState.Refused, facts.Refusal);
            _faults.Clear();
        }
    }

    public LoadLog NewLog()
    {
        var log = new LoadLog(path);
        foreach (var warning in Warnings)
        {
            log.Warn(warning);
        }

        return log;
    }

    public void SetLoaded(PluginRuntime runtime, PluginContent content, AssemblyFacts facts, LoadLog log)
    {
        (Runtime, Content, Facts, Log) = (runtime, content, facts, log);
        _faults.Clear();
        (State, Reason) = (PluginState.Loaded, null);
    }

    public void SetRefused(string reason) => (State, Reason) = (PluginState.Refused, reason);

    public void SetFaulted(string reason, LoadLog log) => (State, Reason, Log) = (PluginState.Faulted, reason, log);

    public void SetFault(PluginFacts plugin, string? reason)
    {
        if (reason is null)
        {
            _faults.Remove((plugin.Kind, plugin.Name));
        }
        else
        {
            _faults[(plugin.Kind, plugin.Name)] = reason;
        }
    }

    public void SetDraining() => State = PluginState.Draining;

    public void SetGone(bool collected, string? reason)
    {
        (Runtime, Content) = (null, null);
        _faults.Clear();
        (State, Reason) = (collected ? PluginState.Unloaded : PluginState.Leaked, reason);
    }

    public string Describe(PluginFacts plugin) =>
        $"{Words.Of(plugin.Kind)} '{plugin.Name}' {Facts.Version} ({System.IO.Path.GetFileName(path)})";

    private static List<string> FindWarnings(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path);
        if (SourcePlugins.IsSource(path) || !Directory.Exists(folder))
        {
            return [];
        }

        return [.. Directory.EnumerateFiles(folder, "PluginAL.*.dll")
            .Where(file => ContractAssemblies.Contains(System.IO.Path.GetFileNameWithoutExtension(file)))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file} is ignored: contract assemblies are the host's own; build the plugin with <Private>false</Private> on that reference.")];
    }
}
