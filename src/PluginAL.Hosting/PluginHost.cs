using System.Runtime.CompilerServices;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting;

/// <summary>
/// Finds, checks, loads and unloads plugins. Finding reads metadata and runs no code; each plugin assembly is loaded when
/// first used, into a load context of its own that shares the contract assemblies with the host and nothing else. A load
/// context is not a boundary of security: a plugin can do whatever the process can. Safe to use from several threads.
/// </summary>
public sealed class PluginHost : IDisposable
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private readonly List<HostedAssembly> _assemblies = [];
    private readonly string[] _directories;
    private bool _disposed;

    /// <summary>Looks through plugin directories. What is wrong in them is listed by <see cref="Plugins"/>, not thrown.</summary>
    /// <param name="pluginDirectories">
    /// Directories with one folder for each plugin assembly, <c>plugins/My/My.dll</c> with its dependencies and <c>My.deps.json</c>
    /// beside it; one that does not exist holds no plugins.
    /// </param>
    public PluginHost(params IEnumerable<string> pluginDirectories)
    {
        ArgumentNullException.ThrowIfNull(pluginDirectories);
        _directories = [.. pluginDirectories.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
        foreach (var (path, facts) in _directories.SelectMany(Discovery.Find))
        {
            _assemblies.Add(new HostedAssembly(path, isInDirectory: true, facts));
        }
    }

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
                return [.. _assemblies
                    .SelectMany(Describe)
                    .OrderBy(info => info.Kind ?? (PluginKind)int.MaxValue)
                    .ThenBy(info => info.Name, StringComparer.Ordinal)
                    .ThenBy(info => info.AssemblyPath, StringComparer.Ordinal)];
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
            var (assembly, plugin) = Resolve(kind, reference);
            return Describe(assembly, plugin, isNamed: false);
        }
    }

    /// <summary>Makes a plugin, and loads its assembly where it is not loaded yet.</summary>
    /// <typeparam name="T">The contract of the kind, such as <see cref="IQueryStrategy"/>.</typeparam>
    /// <param name="kind">What it is.</param>
    /// <param name="reference">Its name or path, and its options.</param>
    /// <returns>A handle on the plugin.</returns>
    /// <exception cref="PluginALException">
    /// There is none of that name, or an option is wrong (<see cref="ErrorKind.Usage"/>); it is refused, cannot be loaded, or its
    /// constructor threw (<see cref="ErrorKind.Input"/>).
    /// </exception>
    public PluginInstance<T> Create<T>(PluginKind kind, PluginReference reference)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reference);
        lock (_gate)
        {
            var (assembly, plugin, loaded) = Load(kind, reference);
            var what = assembly.Describe(plugin);
            var descriptor = loaded.Descriptor(kind, plugin.Name)!;
            object? created;
            try
            {
                created = descriptor.Create(reference.OptionsAsJson());
                assembly.SetFault(plugin, null);
            }
            catch (PluginALException)
            {
                throw;
            }
            catch (Exception e)
            {
                var cause = e is TypeInitializationException { InnerException: { } inner } ? inner : e;
                assembly.SetFault(plugin, $"making it threw {cause.GetType().Name}: {cause.Message}");
                throw PluginALException.Input($"{what} threw {cause.GetType().Name} while it was made: {cause.Message.TrimEnd('.')}; {Remedy(cause)}.", e);
            }

            if (created is not T instance)
            {
                var reason = $"it is marked as a {Words.Of(kind)}, but {created?.GetType().FullName ?? "null"} does not implement {typeof(T).Name}";
                assembly.SetFault(plugin, reason);
                throw PluginALException.Input($"{what} is of no use: {reason}; mend the plugin's class or its attribute.");
            }

            var handle = new PluginInstance<T>(kind, Describe(assembly, plugin, isNamed: false), reference, descriptor.OptionsSchema, instance, loaded);
            loaded.Track(handle);
            return handle;
        }
    }

    /// <summary>The JSON schema of a plugin's options. Loads its assembly, without making the plugin.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="reference">Its name or path; options are not looked at.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="PluginALException">As <see cref="Create"/>.</exception>
    public string GetOptionsSchema(PluginKind kind, PluginReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        lock (_gate)
        {
            var (_, plugin, loaded) = Load(kind, reference);
            return loaded.Descriptor(kind, plugin.Name)!.OptionsSchema;
        }
    }

    /// <summary>What was loaded for an assembly, from where and by which rule, in its last load.</summary>
    /// <param name="assemblyPath">The assembly's path, as <see cref="PluginInfo.AssemblyPath"/> has it.</param>
    /// <returns>The report; empty where it was never loaded.</returns>
    /// <exception cref="ArgumentException">The host does not know the assembly.</exception>
    public LoadReport GetLoadReport(string assemblyPath)
    {
        lock (_gate)
        {
            return Known(assemblyPath).Log.Report();
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
        LoadedAssembly loaded;
        lock (_gate)
        {
            assembly = Known(assemblyPath);
            if (assembly.Loaded is null || assembly.State == PluginState.Draining)
            {
                return assembly.State;
            }

            loaded = assembly.Loaded;
            assembly.SetDraining();
        }

        var drained = loaded.Drain(DrainPatience);
        var collected = IsCollected(loaded.Release());
        lock (_gate)
        {
            assembly.SetGone(collected, collected ? null
                : drained ? "something outside the plugin still refers to it: drop its instances, and the exceptions it threw"
                : "a call to it did not end");
            return assembly.State;
        }
    }

    /// <summary>Takes all handles back and lets all assemblies go, without waiting for it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var assembly in _assemblies)
            {
                if (assembly.Loaded is { } loaded)
                {
                    assembly.SetDraining();
                    loaded.Drain(TimeSpan.Zero);
                    loaded.Release();
                }
            }
        }
    }

    private (HostedAssembly Assembly, PluginFacts Plugin, LoadedAssembly Loaded) Load(PluginKind kind, PluginReference reference)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (assembly, plugin) = Resolve(kind, reference);
        if (assembly.State == PluginState.Draining)
        {
            throw PluginALException.Work($"{assembly.Describe(plugin)} is being unloaded; try again when that has ended.");
        }

        var loaded = assembly.Loaded;
        if (loaded is null)
        {
            loaded = Load(assembly, plugin);
            plugin = assembly.Find(kind, plugin.Name) ?? plugin;
        }

        return loaded.Descriptor(kind, plugin.Name) is not null
            ? (assembly, plugin, loaded)
            : throw Unregistered(assembly, plugin);
    }

    private static PluginALException Unregistered(HostedAssembly assembly, PluginFacts plugin)
    {
        var reason = $"{plugin.TypeName} carries the attribute, but the assembly's registration does not list it";
        assembly.SetFault(plugin, reason);
        return PluginALException.Input($"{assembly.Describe(plugin)} cannot be made: {reason}; add PluginDescriptor.For<{plugin.TypeName}>(...) to it.");
    }

    private static LoadedAssembly Load(HostedAssembly assembly, PluginFacts plugin)
    {
        FileStream? file = null;
        try
        {
            // Open while the bytes are hashed, checked and loaded, so that where the system honours sharing they are the same bytes.
            file = new FileStream(assembly.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            assembly.Refresh(AssemblyInspector.Inspect(bytes));
            if (assembly.Facts.Refusal is { } refusal)
            {
                throw Refused(assembly, plugin, refusal);
            }

            if (assembly.Find(plugin.Kind, plugin.Name) is null)
            {
                throw PluginALException.Input($"{assembly.Path} changed since it was found, and no longer holds {Words.Of(plugin.Kind)} '{plugin.Name}'; start again.");
            }

            var loaded = LoadedAssembly.Load(assembly.Path, assembly.NewLog());
            assembly.SetLoaded(loaded);
            return loaded;
        }
        catch (PluginALException)
        {
            throw;
        }
        catch (Exception e)
        {
            var cause = e is TypeInitializationException { InnerException: { } inner } ? inner : e;
            assembly.SetFaulted($"loading it threw {cause.GetType().Name}: {cause.Message}");
            throw PluginALException.Input(
                $"{assembly.Describe(plugin)} could not be loaded: {cause.GetType().Name}: {cause.Message.TrimEnd('.')}; {Remedy(cause)}.", e);
        }
        finally
        {
            file?.Dispose();
        }
    }

    private static string Remedy(Exception cause) => cause switch
    {
        FileNotFoundException { FileName: { } name } =>
            $"put {name.Split(',')[0]} and the plugin's .deps.json beside the plugin: build it with <EnableDynamicLoading>true</EnableDynamicLoading>",
        BadImageFormatException => "the file is damaged or for another processor: build or copy it again",
        TypeLoadException or MissingMemberException =>
            $"build it again against {ContractAssemblies.Abstractions} {typeof(PluginAttribute).Assembly.GetName().Version?.ToString(2)} and the versions of its dependencies that lie beside it",
        _ => "mend the plugin, report it to its author, or use another",
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsCollected(WeakReference context)
    {
        // Finalisers, background compilation and other threads' stacks let go at their own pace: a few quick rounds, then slower ones.
        for (var i = 0; context.IsAlive && i < 30; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (i >= 10)
            {
                Thread.Sleep(10);
            }
        }

        return !context.IsAlive;
    }

    private static PluginALException Refused(HostedAssembly assembly, PluginFacts plugin, string reason) =>
        PluginALException.Input($"{assembly.Describe(plugin)} at {assembly.Path} is refused: {reason}.");

    private (HostedAssembly Assembly, PluginFacts Plugin) Resolve(PluginKind kind, PluginReference reference) =>
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
            ? $"There is none of this kind in {string.Join(", ", _directories)}; give the path of a plugin's .dll."
            : $"Known: {string.Join(", ", known)}; or give the path of a plugin's .dll."));
    }

    private (HostedAssembly Assembly, PluginFacts Plugin) ResolvePath(PluginKind kind, PluginReference reference, string path)
    {
        var assembly = _assemblies.Find(assembly => assembly.Path == path);
        if (assembly is null)
        {
            if (!File.Exists(path))
            {
                throw PluginALException.Input($"There is no plugin at {path}; give the path of an assembly that exists.");
            }

            assembly = new HostedAssembly(path, isInDirectory: false, AssemblyInspector.Inspect(path));
            _assemblies.Add(assembly);
        }
        else if (assembly.Loaded is null)
        {
            assembly.Refresh(AssemblyInspector.Inspect(path));
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

    private static string Others(HostedAssembly assembly) =>
        $"it holds {string.Join(", ", assembly.Facts.Plugins.Select(plugin => $"{Words.Of(plugin.Kind)} '{plugin.Name}'"))}.";

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

    private PluginInfo Describe(HostedAssembly assembly, PluginFacts plugin, bool isNamed)
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
            IsInteractive = plugin.IsInteractive,
            Version = assembly.Facts.Version,
            AssemblyPath = assembly.Path,
            Sha256 = assembly.Facts.Sha256,
            State = state,
            Reason = reason,
            Warnings = assembly.Warnings,
        };
    }

    private HostedAssembly Known(string assemblyPath)
    {
        var path = Path.GetFullPath(assemblyPath);
        return _assemblies.Find(assembly => assembly.Path == path)
            ?? throw new ArgumentException($"This host knows no plugin assembly at {path}.", nameof(assemblyPath));
    }
}
