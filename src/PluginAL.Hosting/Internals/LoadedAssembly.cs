using System.Collections.Frozen;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Internals;

/// <summary>
/// One load of a plugin assembly, from load to unload. After <see cref="Release"/> nothing in it refers to the plugin any
/// more, so handles that outlive the unload do not keep the plugin in memory.
/// </summary>
internal sealed class LoadedAssembly
{
    private readonly CancellationTokenSource _unloading = new();
    private readonly ConditionalWeakTable<IPluginLease, LoadedAssembly> _leases = [];
    private readonly LoadLog _log;
    private PluginLoadContext? _context;
    private FrozenDictionary<(PluginKind Kind, string Name), PluginDescriptor>? _descriptors;
    private int _calls;
    private volatile bool _draining;

    private LoadedAssembly(PluginLoadContext context, LoadLog log)
    {
        _context = context;
        _log = log;
        Unloading = _unloading.Token;
    }

    public CancellationToken Unloading { get; }

    public LoadLog Log => _log;

    /// <summary>Loads an assembly and runs its registration. What either throws is the caller's to explain.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static LoadedAssembly Load(string path, LoadLog log)
    {
        PluginLoadContext? context = null;
        try
        {
            context = new PluginLoadContext(path, log);
            var assembly = context.LoadFromAssemblyPath(path);
            log.Add(new LoadResolution(assembly.FullName ?? path, LoadRule.Plugin, path));
            return new LoadedAssembly(context, log) { _descriptors = Register(assembly) };
        }
        catch (Exception e)
        {
            log.Add(new LoadResolution(Path.GetFileNameWithoutExtension(path), LoadRule.Plugin, path, $"{e.GetType().Name}: {e.Message}"));
            context?.Unload();
            throw;
        }
    }

    public PluginDescriptor? Descriptor(PluginKind kind, string name) =>
        _descriptors is { } descriptors && descriptors.TryGetValue((kind, name), out var descriptor) ? descriptor : null;

    public void Track(IPluginLease lease) => _leases.Add(lease, this);

    /// <summary>Counts a call in; false once unloading has begun.</summary>
    public bool Enter()
    {
        Interlocked.Increment(ref _calls);
        if (!_draining)
        {
            return true;
        }

        Exit();
        return false;
    }

    public void Exit() => Interlocked.Decrement(ref _calls);

    /// <summary>Refuses new calls, cancels and waits for those that run.</summary>
    public bool Drain(TimeSpan patience)
    {
        _draining = true;

        // A call counts itself in, then looks at the flag; here it is the other way round, so one of the two sees the other.
        Interlocked.MemoryBarrier();
        try
        {
            _unloading.Cancel();
        }
        catch (AggregateException e)
        {
            _log.Warn($"What waited for the unloading threw {e.InnerException?.GetType().Name}: {e.InnerException?.Message}");
        }

        var clock = Stopwatch.StartNew();
        while (Volatile.Read(ref _calls) > 0)
        {
            if (clock.Elapsed > patience)
            {
                _log.Warn($"{Volatile.Read(ref _calls)} calls still ran {patience.TotalSeconds} s after unloading began.");
                return false;
            }

            Thread.Sleep(1);
        }

        return true;
    }

    /// <summary>Takes all handles back, drops what refers to the plugin and begins to unload.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public WeakReference Release()
    {
        _draining = true;
        foreach (var (lease, _) in _leases)
        {
            lease.Revoke();
        }

        _leases.Clear();
        _descriptors = null;
        var context = _context;
        _context = null;
        context?.Unload();
        return new WeakReference(context, trackResurrection: true);
    }

    private static FrozenDictionary<(PluginKind Kind, string Name), PluginDescriptor> Register(Assembly assembly)
    {
        var type = assembly.GetCustomAttribute<PluginRegistrationAttribute>()?.Registration
            ?? throw new InvalidOperationException("its [assembly: PluginRegistration] names no type");
        const BindingFlags Constructor = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions;
        if (Activator.CreateInstance(type, Constructor, null, null, null) is not IPluginRegistration registration)
        {
            throw new InvalidOperationException($"its registration {type} does not implement {nameof(IPluginRegistration)}");
        }

        var descriptors = new Dictionary<(PluginKind, string), PluginDescriptor>();
        foreach (var descriptor in registration.Plugins)
        {
            if (!descriptors.TryAdd((descriptor.Attribute.Kind, descriptor.Attribute.Name), descriptor))
            {
                throw new InvalidOperationException($"its registration {type} lists {Words.Of(descriptor.Attribute.Kind)} '{descriptor.Attribute.Name}' twice");
            }
        }

        return descriptors.ToFrozenDictionary();
    }
}
