using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;
using PluginAL.Hosting.SingleFile;

namespace PluginAL.Hosting;

/// <summary>
/// Finds, checks, loads, reloads and unloads plugins. Finding reads metadata and runs no code; each plugin assembly is loaded when
/// first used, if it is trusted, from a copy of exactly the bytes that were checked, into a load context of its own that shares the
/// contract assemblies with the host and nothing else. A load context is not a boundary of security: a plugin can do
/// whatever the process can. Safe to use from several threads.
/// </summary>
public sealed class PluginHost : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Catalog _catalog;
    private readonly Loader _loader;
    private readonly PluginHostOptions _options;
    private readonly EventQueue _events;
    private bool _disposed;

    /// <summary>A host with the usual options; see the other constructor.</summary>
    /// <param name="pluginDirectories">The plugin directories.</param>
    public PluginHost(params IEnumerable<string> pluginDirectories)
        : this(new PluginHostOptions(), pluginDirectories)
    {
    }

    /// <summary>Looks through plugin directories. What is wrong in them is listed by <see cref="Plugins"/>, not thrown.</summary>
    /// <param name="options">How plugins are treated.</param>
    /// <param name="pluginDirectories">
    /// Directories with one folder for each plugin assembly, <c>plugins/My/My.dll</c> with its dependencies and <c>My.deps.json</c>
    /// beside it; one that does not exist holds no plugins.
    /// </param>
    public PluginHost(PluginHostOptions options, params IEnumerable<string> pluginDirectories)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pluginDirectories);
        _options = options;
        Trust = options.Trust ?? PluginTrust.FromEnvironment();
        _events = new EventQueue(item => Changed?.Invoke(item));
        var cache = new PluginCache(options.CacheFolder);
        var sources = new SourcePlugins(cache);
        _loader = new Loader(Trust, cache, sources, new CallLimits(options.CallLimit, options.CancellationGrace, options.LoadLimit), options.Isolation, options.LoadContext, _events);
        _catalog = new Catalog(pluginDirectories, sources);
    }

    /// <summary>
    /// Told of every change of state, one at a time and in order, with its outcome; on the thread that caused it, or on one that is at
    /// it already.
    /// </summary>
    public event Action<PluginEvent>? Changed;

    /// <summary>The latest 1,000 events, in order.</summary>
    public IReadOnlyList<PluginEvent> Events => _events.History;

    /// <summary>The folder with the copies that plugins are loaded from.</summary>
    public string CacheFolder => _loader.CacheFolder;

    /// <summary>Which plugins may be loaded.</summary>
    public PluginTrust Trust { get; }

    /// <summary>Which plugins run in a process of their own.</summary>
    public PluginIsolation Isolation => _options.Isolation;

    /// <summary>
    /// All plugins that were found in the directories or used by path, by kind, name and path; also those that are refused,
    /// with the reason.
    /// </summary>
    public IReadOnlyList<PluginInfo> Plugins
    {
        get
        {
            lock (_gate)
            {
                return _catalog.Describe();
            }
        }
    }

    /// <summary>Looks a plugin up without loading it.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="reference">Its name or path; options are not looked at.</param>
    /// <returns>What its metadata says.</returns>
    /// <exception cref="PluginALException">There is none of that name (<see cref="ErrorKind.Usage"/>), or it is refused (<see cref="ErrorKind.Input"/>).</exception>
    public PluginInfo Find(PluginKind kind, PluginReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var (assembly, plugin) = _catalog.Resolve(kind, reference);
            return _catalog.Describe(assembly, plugin, isNamed: false);
        }
    }

    /// <summary>Looks at an assembly or a source file by its path, without loading it; it is among <see cref="Plugins"/> from then on.</summary>
    /// <param name="assemblyPath">The path.</param>
    /// <returns>The plugins that it holds; where it is refused, what could be read, with the reason.</returns>
    /// <exception cref="PluginALException">There is no such file.</exception>
    public IReadOnlyList<PluginInfo> Inspect(string assemblyPath)
    {
        var path = Path.GetFullPath(assemblyPath);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _catalog.Add(path);
            return [.. _catalog.Describe().Where(plugin => plugin.AssemblyPath == path)];
        }
    }

    /// <summary>Makes a plugin, and loads its assembly where it is not loaded yet.</summary>
    /// <typeparam name="T">The contract of the kind, such as <see cref="IQueryStrategy"/>.</typeparam>
    /// <param name="kind">What it is.</param>
    /// <param name="reference">Its name or path, and its options.</param>
    /// <returns>A handle on the plugin.</returns>
    /// <exception cref="PluginALException">
    /// There is none of that name, or an option is wrong (<see cref="ErrorKind.Usage"/>); it is refused, not trusted, cannot be loaded, or
    /// its constructor threw (<see cref="ErrorKind.Input"/>); it is faulted or being unloaded (<see cref="ErrorKind.Work"/>).
    /// </exception>
    public PluginInstance<T> Create<T>(PluginKind kind, PluginReference reference)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Locked(() =>
        {
            var (assembly, plugin) = Load(kind, reference);
            var instance = _loader.Make<T>(assembly, plugin, reference, _options.Log);
            var handle = new PluginInstance<T>(
                kind, _catalog.Describe(assembly, plugin, isNamed: false), reference, assembly.Runtime!.OptionsSchema(kind, plugin.Name), instance, assembly.Runtime,
                assembly.Runtime.Limits(kind, plugin.Name, _loader.Limits));
            assembly.Runtime.Track(handle);
            return handle;
        });
    }

    /// <summary>The JSON schema of a plugin's options. Loads its assembly, without making the plugin.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="reference">Its name or path; options are not looked at.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="PluginALException">As <see cref="Create"/>.</exception>
    public string GetOptionsSchema(PluginKind kind, PluginReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Locked(() =>
        {
            var (assembly, plugin) = Load(kind, reference);
            return assembly.Runtime!.OptionsSchema(kind, plugin.Name);
        });
    }

    /// <summary>Asks for trust in a plugin before there is work for it, so that the question does not come in the midst of it.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="reference">Its name or path; options are not looked at.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="PluginALException">There is no such plugin, or its files cannot be read.</exception>
    public TrustVerdict DecideTrust(PluginKind kind, PluginReference reference) => Trust.Decide(PluginContent.Read(Find(kind, reference).AssemblyPath));

    /// <summary>What was loaded for an assembly, from where and by which rule, in its last load.</summary>
    /// <param name="assemblyPath">The assembly's path, as <see cref="PluginInfo.AssemblyPath"/> has it.</param>
    /// <returns>The report; empty where it was never loaded.</returns>
    /// <exception cref="ArgumentException">The host does not know the assembly.</exception>
    public LoadReport GetLoadReport(string assemblyPath)
    {
        lock (_gate)
        {
            return _catalog.Known(assemblyPath).Log.Report();
        }
    }

    /// <summary>
    /// Unloads an assembly with all its plugins: cancels and awaits running calls, takes all handles back, and proves that the
    /// memory is free. It is loaded again when next used.
    /// </summary>
    /// <param name="assemblyPath">The assembly's path, as <see cref="PluginInfo.AssemblyPath"/> has it.</param>
    /// <returns>
    /// <see cref="PluginState.Unloaded"/> or <see cref="PluginState.Leaked"/>; where it was not loaded, the state that it is in.
    /// </returns>
    /// <exception cref="ArgumentException">The host does not know the assembly.</exception>
    public PluginState Unload(string assemblyPath)
    {
        HostedAssembly assembly;
        PluginRuntime runtime;
        lock (_gate)
        {
            assembly = _catalog.Known(assemblyPath);
            if (assembly.Runtime is null || assembly.State == PluginState.Draining)
            {
                return assembly.State;
            }

            runtime = assembly.Runtime;
            assembly.SetDraining();
            _events.Add(assembly.Path, PluginState.Draining, "new calls are refused, running ones cancelled");
        }

        _events.Tell();
        var (isGone, reason) = Loader.End(runtime, _options.DrainPatience);
        return Locked(() =>
        {
            assembly.SetGone(isGone, reason);
            _events.Add(assembly.Path, assembly.State, reason ?? "unloaded, and its memory is free");
            return assembly.State;
        });
    }

    /// <summary>
    /// Puts the assembly that now lies at a path in place of the one that is loaded: it is checked, copied, loaded and compared first, and
    /// only when all that succeeded do new handles come from it; then the old version is drained and unloaded. Whatever fails, the old
    /// version goes on as it was.
    /// </summary>
    /// <param name="assemblyPath">The assembly's path, as <see cref="PluginInfo.AssemblyPath"/> has it.</param>
    /// <returns>How it ended. Handles of the old version are taken back; create them again.</returns>
    /// <exception cref="ArgumentException">The host does not know the assembly.</exception>
    public ReloadResult Reload(string assemblyPath)
    {
        HostedAssembly assembly;
        PluginRuntime old;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            assembly = _catalog.Known(assemblyPath);
            if (assembly.Runtime is null || assembly.State == PluginState.Draining)
            {
                return new ReloadResult(false, assembly.State, "it is not loaded; it is read afresh when next used");
            }

            old = assembly.Runtime;
        }

        var failure = Locked(() => _loader.Replace(assembly, old));
        if (failure is not null)
        {
            return new ReloadResult(false, assembly.State, failure);
        }

        var (isGone, reason) = Loader.End(old, _options.DrainPatience);
        var previous = isGone ? PluginState.Unloaded : PluginState.Leaked;
        _events.Add(assembly.Path, previous, reason is null ? "the version before the reload is unloaded" : $"the version before the reload is not free: {reason}");
        _events.Tell();
        return new ReloadResult(true, previous, reason ?? "reloaded");
    }

    /// <summary>Takes all handles back and lets all assemblies go, without waiting for it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var assembly in _catalog.Assemblies)
            {
                if (assembly.Runtime is { } runtime)
                {
                    assembly.SetDraining();
                    runtime.Drain(TimeSpan.Zero);
                    runtime.Release();
                }
            }

            _loader.Dispose();
        }
    }

    private (HostedAssembly Assembly, PluginFacts Plugin) Load(PluginKind kind, PluginReference reference)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (assembly, plugin) = _catalog.Resolve(kind, reference);
        return (assembly, _loader.Load(assembly, plugin));
    }

    private T Locked<T>(Func<T> work)
    {
        try
        {
            lock (_gate)
            {
                return work();
            }
        }
        finally
        {
            _events.Tell();
        }
    }
}
