using System.Collections.Concurrent;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting.Isolation;

/// <summary>
/// A plugin assembly, or a source file in another language, some or all of whose plugins run in processes of their own, one for each that is made. Those that do not are
/// loaded here when first asked for.
/// </summary>
internal sealed class IsolatedAssembly(
    string path, string originalPath, AssemblyFacts facts, LoadLog log, CallLimits limits, PluginIsolation isolation, Func<PluginRuntime> loadHere) : PluginRuntime(log)
{
    private readonly ConcurrentDictionary<IsolatedPlugin, bool> _running = [];
    private readonly ConcurrentDictionary<(PluginKind, string), string> _schemas = [];
    private PluginRuntime? _here;

    /// <summary>Whether a plugin has a process of its own.</summary>
    public static bool Wants(PluginFacts plugin, string path, PluginIsolation isolation) =>
        PythonSource.Is(path) || (!plugin.IsInteractive && isolation.Isolates(plugin.Kind, plugin.Name, path));

    public override bool Has(PluginKind kind, string name) => Find(kind, name) is { } plugin && (IsIsolated(plugin) || Here.Has(kind, name));

    public override string OptionsSchema(PluginKind kind, string name)
    {
        if (!IsIsolated(Find(kind, name)!))
        {
            return Here.OptionsSchema(kind, name);
        }

        if (!_schemas.TryGetValue((kind, name), out var schema))
        {
            (Create(kind, name, null, Silent.Log) as IDisposable)?.Dispose();
            schema = _schemas[(kind, name)];
        }

        return schema;
    }

    public override object? Create(PluginKind kind, string name, JsonElement? options, IPluginLog pluginLog)
    {
        if (!IsIsolated(Find(kind, name)!))
        {
            return Here.Create(kind, name, options, pluginLog);
        }

        var label = $"{Words.Of(kind)} '{name}' {facts.Version} ({Path.GetFileName(originalPath)})";
        var plugin = new IsolatedPlugin(path, kind, name, options, label, pluginLog, limits, isolation);
        plugin.GivenUp = reason =>
        {
            _running.TryRemove(plugin, out _);
            if (Abandon(kind, name, reason))
            {
                Lost?.Invoke(kind, name, reason);
            }
        };
        _running[plugin] = true;
        _schemas[(kind, name)] = plugin.About.TryGetProperty("optionsSchema", out var schema) ? schema.GetRawText() : """{"type":"object"}""";
        return kind switch
        {
            PluginKind.Strategy => IsolatedStrategy.For(plugin),
            PluginKind.Learner => new IsolatedLearner(plugin),
            _ => new IsolatedOracle(plugin),
        };
    }

    /// <summary>The process is watched where the plugin runs, so that here nothing has to be abandoned.</summary>
    public override CallLimits Limits(PluginKind kind, string name, CallLimits given) => Find(kind, name) is { } plugin && IsIsolated(plugin)
        ? new CallLimits(Timeout.InfiniteTimeSpan, given.Grace + Leeway, given.Load == Timeout.InfiniteTimeSpan ? given.Load : given.Load + Leeway)
        : given;

    protected override Func<bool> LetGo()
    {
        foreach (var plugin in _running.Keys)
        {
            plugin.Kill("its plugin was unloaded");
            plugin.Dispose();
        }

        _running.Clear();
        var here = _here?.Release();
        _here = null;
        return here ?? (() => true);
    }

    private static TimeSpan Leeway => TimeSpan.FromSeconds(10);

    private PluginRuntime Here => _here ??= loadHere();

    private bool IsIsolated(PluginFacts plugin) => Wants(plugin, originalPath, isolation);

    private PluginFacts? Find(PluginKind kind, string name) => facts.Plugins.FirstOrDefault(plugin => plugin.Kind == kind && plugin.Name == name);

    private sealed class Silent : IPluginLog
    {
        public static readonly Silent Log = new();

        public void Information(string message)
        {
        }

        public void Warning(string message)
        {
        }
    }
}
