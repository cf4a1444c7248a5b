using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Internals;

/// <summary>
/// One life of a plugin assembly, from load to unload, wherever its code runs: what makes its plugins, counts the calls to them
/// and ends them. After <see cref="Release"/> nothing in it refers to the plugin any more, so handles that outlive
/// the unload do not keep the plugin in memory.
/// </summary>
internal abstract class PluginRuntime
{
    private readonly CancellationTokenSource _unloading = new();
    private readonly ConditionalWeakTable<IPluginLease, PluginRuntime> _leases = [];
    private readonly ConcurrentDictionary<(PluginKind Kind, string Name), string> _lost = [];
    private int _calls;
    private volatile bool _draining;

    protected PluginRuntime(LoadLog log)
    {
        Log = log;
        Unloading = _unloading.Token;
    }

    /// <summary>Cancelled when unloading begins.</summary>
    public CancellationToken Unloading { get; }

    public LoadLog Log { get; }

    /// <summary>Told when a plugin is lost in a call: its kind, its name, and why.</summary>
    public Action<PluginKind, string, string>? Lost { get; set; }

    /// <summary>Whether the assembly registers a plugin.</summary>
    public abstract bool Has(PluginKind kind, string name);

    /// <summary>The JSON schema of a plugin's options.</summary>
    public abstract string OptionsSchema(PluginKind kind, string name);

    /// <summary>Makes a plugin: an object that implements the contract of its kind. What it throws is the caller's to explain.</summary>
    public abstract object? Create(PluginKind kind, string name, JsonElement? options, IPluginLog log);

    /// <summary>How long calls may take here, where the host wants them to take so long.</summary>
    public virtual CallLimits Limits(PluginKind kind, string name, CallLimits given) => given;

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

    /// <summary>Why a plugin can no longer be called, though its assembly is loaded; null where it can.</summary>
    public string? WhyLost(PluginKind kind, string name) => _lost.IsEmpty ? null : _lost.GetValueOrDefault((kind, name));

    /// <summary>Gives a plugin up whose call does not end.</summary>
    /// <returns>Whether it was not given up before.</returns>
    public virtual bool Abandon(PluginKind kind, string name, string reason) => _lost.TryAdd((kind, name), reason);

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
            Log.Warn($"What waited for the unloading threw {e.InnerException?.GetType().Name}: {Words.MessageOf(e.InnerException)}");
        }

        var clock = Stopwatch.StartNew();
        while (Volatile.Read(ref _calls) > 0)
        {
            if (clock.Elapsed > patience)
            {
                Log.Warn($"{Volatile.Read(ref _calls)} calls still ran {patience.TotalSeconds} s after unloading began.");
                return false;
            }

            Thread.Sleep(1);
        }

        return true;
    }

    /// <summary>Takes all handles back, drops what refers to the plugin and begins to unload.</summary>
    /// <returns>Asked again and again, says whether the plugin is gone for good.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Func<bool> Release()
    {
        _draining = true;
        foreach (var (lease, _) in _leases)
        {
            lease.Revoke();
        }

        _leases.Clear();
        Lost = null;
        return LetGo();
    }

    /// <summary>Drops the code itself, as <see cref="Release"/> says.</summary>
    protected abstract Func<bool> LetGo();
}
