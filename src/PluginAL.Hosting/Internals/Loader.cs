using System.Runtime.ExceptionServices;
using PluginAL.Abstractions;
using PluginAL.Hosting.Isolation;
using PluginAL.Hosting.SingleFile;

namespace PluginAL.Hosting.Internals;

/// <summary>Takes plugin assemblies from file to running code, and back; names whatever goes wrong on the way. Guarded by the host's lock.</summary>
internal sealed class Loader(PluginTrust trust, PluginCache cache, SourcePlugins sources, CallLimits limits, PluginIsolation isolation, PluginContextFactory? contexts, EventQueue events) : IDisposable
{
    public CallLimits Limits => limits;

    public string CacheFolder => cache.Root();

    public void Dispose() => cache.Dispose();

    /// <summary>Loads an assembly for one of its plugins, unless it is loaded.</summary>
    /// <returns>The plugin, as the loaded bytes have it.</returns>
    public PluginFacts Load(HostedAssembly assembly, PluginFacts plugin)
    {
        if (assembly.State == PluginState.Draining)
        {
            throw PluginALException.Work($"{assembly.Describe(plugin)} is being unloaded; try again when that has ended.");
        }

        if (assembly.Runtime is null)
        {
            Start(assembly, plugin);
            plugin = assembly.Find(plugin.Kind, plugin.Name) ?? plugin;
        }

        if (assembly.Runtime!.WhyLost(plugin.Kind, plugin.Name) is { } lost)
        {
            throw PluginALException.Work($"{assembly.Describe(plugin)} is not made again: {lost}; start again, unload it, or use another {Words.Of(plugin.Kind)}.");
        }

        if (assembly.Runtime.Has(plugin.Kind, plugin.Name))
        {
            return plugin;
        }

        var reason = $"{plugin.TypeName} carries the attribute, but the assembly's registration does not list it";
        assembly.SetFault(plugin, reason);
        throw PluginALException.Input($"{assembly.Describe(plugin)} cannot be made: {reason}; add PluginDescriptor.For<{plugin.TypeName}>(...) to it.");
    }

    /// <summary>Makes a plugin of a loaded assembly.</summary>
    public T Make<T>(HostedAssembly assembly, PluginFacts plugin, PluginReference reference, IPluginLog? log)
        where T : class
    {
        var what = assembly.Describe(plugin);
        var runtime = assembly.Runtime!;
        var options = reference.OptionsAsJson();
        var named = new PluginLog(log ?? Silence.Instance, $"{Words.Of(plugin.Kind)} '{plugin.Name}'");
        object? created;
        try
        {
            created = Run(() => runtime.Create(plugin.Kind, plugin.Name, options, named), runtime.Limits(plugin.Kind, plugin.Name, limits).Load);
        }
        catch (TimeoutException e)
        {
            runtime.Abandon(plugin.Kind, plugin.Name, $"making it {e.Message}");
            events.Add(assembly.Path, PluginState.Faulted, $"{what}: making it {e.Message}");
            throw PluginALException.Work($"{what} is faulted: making it {e.Message}; mend the plugin's constructor, or use another {Words.Of(plugin.Kind)}.");
        }
        catch (PluginALException)
        {
            throw;
        }
        catch (Exception e)
        {
            var cause = Cause(e);
            Fault($"making it threw {cause.GetType().Name}: {Words.MessageOf(cause)}");
            throw PluginALException.Input($"{what} threw {cause.GetType().Name} while it was made: {Words.MessageOf(cause)}; {Remedy(cause)}.", e);
        }

        if (created is not T instance)
        {
            var reason = $"it is marked as a {Words.Of(plugin.Kind)}, but {created?.GetType().FullName ?? "null"} does not implement {typeof(T).Name}";
            Fault(reason);
            throw PluginALException.Input($"{what} is of no use: {reason}; mend the plugin's class or its attribute.");
        }

        assembly.SetFault(plugin, null);
        return instance;

        void Fault(string reason)
        {
            assembly.SetFault(plugin, reason);
            events.Add(assembly.Path, PluginState.Faulted, $"{what}: {reason}");
        }
    }

    /// <summary>Loads what now lies at an assembly's path, and puts it in the place of what is loaded.</summary>
    /// <returns>Null where it did; else why the old version stays.</returns>
    public string? Replace(HostedAssembly assembly, PluginRuntime old)
    {
        string failure;
        try
        {
            if (assembly.Runtime != old)
            {
                return "it was unloaded or reloaded meanwhile";
            }

            var content = PluginContent.Read(assembly.Path);
            if (content.Sha256 == assembly.Content!.Sha256)
            {
                return "no file changed";
            }

            var verdict = trust.Decide(content);
            var staged = verdict.IsTrusted ? Stage(content) : default;
            if (!verdict.IsTrusted || staged.Facts.Refusal is not null)
            {
                failure = verdict.IsTrusted ? staged.Facts.Refusal! : verdict.Reason;
            }
            else
            {
                var log = assembly.NewLog();
                log.From(staged.Main, content.Sha256);
                var runtime = Begin(assembly.Path, staged.Main, staged.Facts, log);
                var missing = staged.Facts.Plugins.Where(plugin => !runtime.Has(plugin.Kind, plugin.Name))
                    .Concat(assembly.Facts.Plugins.Where(plugin => old.Has(plugin.Kind, plugin.Name) && !runtime.Has(plugin.Kind, plugin.Name)))
                    .FirstOrDefault();
                if (missing is null)
                {
                    Take(assembly, runtime, content, staged.Facts, log, $"reloaded as version {staged.Facts.Version}");
                    return null;
                }

                runtime.Release();
                failure = $"its registration does not list {Words.Of(missing.Kind)} '{missing.Name}'";
            }
        }
        catch (Exception e)
        {
            failure = e is PluginALException ? e.Message.TrimEnd('.') : $"loading it threw {Cause(e).GetType().Name}: {Words.MessageOf(Cause(e))}";
        }

        failure = $"the version before goes on, because the new one cannot take over: {failure}";
        events.Add(assembly.Path, assembly.State, failure);
        return failure;
    }

    /// <summary>Drains and unloads, and finds out whether nothing is left.</summary>
    public static (bool IsGone, string? Reason) End(PluginRuntime runtime, TimeSpan patience)
    {
        var drained = runtime.Drain(patience);
        var isGone = runtime.Release();

        // Finalisers, background compilation and other threads' stacks let go at their own pace: a few quick rounds, then slower ones.
        for (var i = 0; i < 30; i++)
        {
            if (isGone())
            {
                return (true, null);
            }

            if (i >= 10)
            {
                Thread.Sleep(10);
            }
        }

        return (false, drained
            ? "something outside the plugin still refers to it: drop its instances, and the exceptions it threw; or it keeps itself alive by a thread, a timer or an event"
            : "a call to it did not end");
    }

    private void Start(HostedAssembly assembly, PluginFacts plugin)
    {
        assembly.Refresh(sources.Inspect(assembly.Path));
        if (assembly.Facts.Refusal is { } before)
        {
            throw Catalog.Refused(assembly, plugin, before);
        }

        var content = PluginContent.Read(assembly.Path);
        var verdict = trust.Decide(content);
        if (!verdict.IsTrusted)
        {
            assembly.SetRefused(verdict.Reason);
            events.Add(assembly.Path, PluginState.Refused, verdict.Reason);
            throw Catalog.Refused(assembly, plugin, verdict.Reason);
        }

        var staged = Stage(content);
        assembly.Refresh(staged.Facts);
        if (staged.Facts.Refusal is { } refusal)
        {
            events.Add(assembly.Path, PluginState.Refused, refusal);
            throw Catalog.Refused(assembly, plugin, refusal);
        }

        if (assembly.Find(plugin.Kind, plugin.Name) is null)
        {
            throw PluginALException.Input($"{assembly.Path} changed since it was found, and no longer holds {Words.Of(plugin.Kind)} '{plugin.Name}'; start again.");
        }

        var log = assembly.NewLog();
        log.From(staged.Main, content.Sha256);
        try
        {
            Take(assembly, Begin(assembly.Path, staged.Main, staged.Facts, log), content, staged.Facts, log, $"loaded from {staged.Main}, {verdict.Reason}");
        }
        catch (Exception e)
        {
            var cause = Cause(e);
            var reason = cause is TimeoutException ? $"loading it {cause.Message}" : $"loading it threw {cause.GetType().Name}: {Words.MessageOf(cause)}";
            assembly.SetFaulted(reason, log);
            events.Add(assembly.Path, PluginState.Faulted, reason);
            throw PluginALException.Input(
                $"{assembly.Describe(plugin)} could not be loaded: {cause.GetType().Name}: {Words.MessageOf(cause)}; {Remedy(cause)}.", e);
        }
    }

    private (string Main, AssemblyFacts Facts) Stage(PluginContent content)
    {
        var main = sources.Stage(content);
        return (main, AssemblyInspector.Inspect(main));
    }

    /// <summary>Where a plugin runs is decided here: everything else is the same for all runtimes.</summary>
    private PluginRuntime Begin(string path, string main, AssemblyFacts facts, LoadLog log) => facts.Plugins.Any(plugin => IsolatedAssembly.Wants(plugin, path, isolation))
        ? new IsolatedAssembly(main, path, facts, log, limits, isolation, () => LoadedAssembly.Load(main, log, contexts))
        : Run(() => LoadedAssembly.Load(main, log, contexts), limits.Load);

    private void Take(HostedAssembly assembly, PluginRuntime runtime, PluginContent content, AssemblyFacts facts, LoadLog log, string outcome)
    {
        runtime.Lost = (kind, name, reason) =>
        {
            events.Add(assembly.Path, PluginState.Faulted, $"{Words.Of(kind)} '{name}': {reason}");
            events.Tell();
        };
        assembly.SetLoaded(runtime, content, facts, log);
        events.Add(assembly.Path, PluginState.Loaded, outcome);
    }

    /// <summary>Runs a plugin's code on a thread that can be given up.</summary>
    private static T Run<T>(Func<T> work, TimeSpan limit)
    {
        T? result = default;
        Exception? thrown = null;
        var end = CallThread.Run(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    thrown = e;
                }
            },
            limit, CancellationToken.None, TimeSpan.Zero);
        if (end != CallEnd.Ended)
        {
            throw new TimeoutException(FormattableString.Invariant($"did not end within {limit.TotalSeconds} s and was abandoned, with its thread"));
        }

        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        return result!;
    }

    private static Exception Cause(Exception e) => e is TypeInitializationException { InnerException: { } inner } ? inner : e;

    private static string Remedy(Exception cause) => cause switch
    {
        FileNotFoundException { FileName: { } name } =>
            $"put {name.Split(',')[0]} and the plugin's .deps.json beside the plugin: build it with <EnableDynamicLoading>true</EnableDynamicLoading>",
        BadImageFormatException => "the file is damaged or for another processor: build or copy it again",
        TypeLoadException or MissingMemberException =>
            $"build it again against {ContractAssemblies.Abstractions} {typeof(PluginAttribute).Assembly.GetName().Version?.ToString(2)} and the versions of its dependencies that lie beside it",
        _ => "mend the plugin, report it to its author, or use another",
    };

    private sealed class Silence : IPluginLog
    {
        public static readonly Silence Instance = new();

        public void Information(string message)
        {
        }

        public void Warning(string message)
        {
        }
    }
}
