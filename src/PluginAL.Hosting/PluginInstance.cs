using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting;

/// <summary>
/// A revocable handle on a plugin that the host made. Unloading the assembly takes it back: <see cref="Instance"/> then
/// throws. Keep the handle, not the instance: whoever keeps the instance keeps the plugin in memory. Exceptions made by
/// <see cref="Failure"/> do so too while they live, because they carry the plugin's stack trace.
/// </summary>
/// <typeparam name="T">The contract of the plugin's kind.</typeparam>
[DebuggerDisplay("{Kind} {Label,nq} {Version,nq}")]
public sealed class PluginInstance<T> : IPluginLease, IDisposable
    where T : class
{
    private readonly LoadedAssembly _loaded;
    private T? _instance;

    internal PluginInstance(PluginKind kind, PluginInfo info, PluginReference reference, string optionsSchema, T instance, LoadedAssembly loaded)
    {
        Kind = kind;
        Info = info;
        var options = string.Join(';', reference.Options.Select(option => $"{option.Key}={option.Value}"));
        Label = options.Length == 0 ? info.Name : $"{info.Name}:{options}";
        OptionsSchema = optionsSchema;
        _instance = instance;
        _loaded = loaded;
    }

    /// <summary>What the plugin is.</summary>
    public PluginKind Kind { get; }

    /// <summary>Its name.</summary>
    public string Name => Info.Name;

    /// <summary>Its name with the options that were given, as in <c>density-weighted:beta=2</c>.</summary>
    public string Label { get; }

    /// <summary>The plugin's version.</summary>
    public string Version => Info.Version;

    /// <summary>The full path of its assembly.</summary>
    public string AssemblyPath => Info.AssemblyPath;

    /// <summary>SHA-256 of the bytes of its assembly, as they were read for loading.</summary>
    public string Sha256 => Info.Sha256;

    /// <summary>The signals that a strategy needs.</summary>
    public Signals Needs => Info.Needs;

    /// <summary>The signals that a learner's models give.</summary>
    public Signals Gives => Info.Gives;

    /// <summary>What a strategy does in a cold start.</summary>
    public ColdStartPolicy ColdStart => Info.ColdStart;

    /// <summary>All that the host knew about the plugin when it made this instance.</summary>
    public PluginInfo Info { get; }

    /// <summary>The JSON schema of its options.</summary>
    public string OptionsSchema { get; }

    /// <summary>The plugin itself.</summary>
    /// <exception cref="ObjectDisposedException">This handle was disposed or its assembly unloaded.</exception>
    public T Instance => _instance ?? throw new ObjectDisposedException(ToString(), $"{ToString()} was disposed or unloaded; create it again.");

    /// <summary>Cancelled when the assembly is about to be unloaded: long calls should be linked to it.</summary>
    public CancellationToken Unloading => _loaded.Unloading;

    /// <summary>Calls the plugin. Unloading waits for the call; what it throws is contained and named.</summary>
    /// <typeparam name="TResult">What the call returns.</typeparam>
    /// <param name="member">The contract's member that is called, for the message.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">The token that the call was given: its cancellation is passed on as it is.</param>
    /// <returns>What the call returned.</returns>
    /// <exception cref="PluginALException">The plugin threw, or it is being unloaded.</exception>
    public TResult Call<TResult>(string member, Func<T, TResult> call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Enter();
        try
        {
            return call(Instance);
        }
        catch (Exception e) when (!IsCancelled(e, cancellation))
        {
            throw Failure(member, e);
        }
        finally
        {
            _loaded.Exit();
        }
    }

    /// <summary>Calls the plugin as <see cref="Call"/> does, and waits for the end without taking a thread.</summary>
    /// <typeparam name="TResult">What the call returns.</typeparam>
    /// <param name="member">The contract's member that is called, for the message.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">The token that the call was given: its cancellation is passed on as it is.</param>
    /// <returns>What the call returned.</returns>
    /// <exception cref="PluginALException">The plugin threw, or it is being unloaded.</exception>
    public async ValueTask<TResult> CallAsync<TResult>(string member, Func<T, ValueTask<TResult>> call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Enter();
        try
        {
            return await call(Instance).ConfigureAwait(false);
        }
        catch (Exception e) when (!IsCancelled(e, cancellation))
        {
            throw Failure(member, e);
        }
        finally
        {
            _loaded.Exit();
        }
    }

    /// <summary>
    /// Names the plugin in what it threw, for calls with spans, which <see cref="Call"/> cannot take:
    /// <c>catch (Exception e) { throw strategy.Failure("Score", e); }</c>.
    /// </summary>
    /// <param name="member">The contract's member that was called.</param>
    /// <param name="exception">What it threw.</param>
    /// <returns>The error to be thrown; a <see cref="PluginALException"/>, which already tells a person what to do, is returned as it is.</returns>
    public PluginALException Failure(string member, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception as PluginALException ?? PluginALException.Work(
            $"{ToString()} threw {exception.GetType().Name} in {member}: {exception.Message.TrimEnd('.')}; report it to the plugin's author, or use another {Words.Of(Kind)}.",
            exception);
    }

    /// <summary>The plugin as messages name it: <c>strategy 'x' 1.0.0 (x.dll)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Words.Of(Kind)} '{Name}' {Version} ({Path.GetFileName(AssemblyPath)})";

    /// <summary>Disposes the plugin, if it can be, and gives the handle back. The assembly stays loaded.</summary>
    public void Dispose() => ((IPluginLease)this).Revoke();

    void IPluginLease.Revoke()
    {
        var instance = Interlocked.Exchange(ref _instance, null);
        try
        {
            (instance as IDisposable)?.Dispose();
        }
        catch (Exception e)
        {
            // Nobody who disposes can act on this; the load report keeps it.
            _loaded.Log.Warn($"{ToString()} threw {e.GetType().Name} in Dispose: {e.Message}");
        }
    }

    private static bool IsCancelled(Exception exception, CancellationToken cancellation) =>
        exception is OperationCanceledException && cancellation.IsCancellationRequested;

    private void Enter()
    {
        _ = Instance;
        if (!_loaded.Enter())
        {
            throw PluginALException.Work($"{ToString()} is being unloaded; create it again afterwards.");
        }
    }
}
