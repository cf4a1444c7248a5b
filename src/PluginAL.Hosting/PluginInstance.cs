using System.Diagnostics;
using System.Runtime.ExceptionServices;
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
    private readonly PluginRuntime _runtime;
    private readonly CallLimits _limits;
    private T? _instance;

    internal PluginInstance(PluginKind kind, PluginInfo info, PluginReference reference, string optionsSchema, T instance, PluginRuntime runtime, CallLimits limits)
    {
        Kind = kind;
        Info = info;
        var options = string.Join(';', reference.Options.Select(option => $"{option.Key}={option.Value}"));
        Label = options.Length == 0 ? info.Name : $"{info.Name}:{options}";
        Source = reference.Path is null ? Label : $"{info.AssemblyPath}#{Label}";
        OptionsSchema = optionsSchema;
        _instance = instance;
        _runtime = runtime;
        _limits = limits;
        PluginOrigin.Note(instance, ToString());
    }

    /// <summary>What the plugin is.</summary>
    public PluginKind Kind { get; }

    /// <summary>Its name.</summary>
    public string Name => Info.Name;

    /// <summary>Its name with the options that were given, as in <c>density-weighted:beta=2</c>.</summary>
    public string Label { get; }

    /// <summary>How it can be asked for again, from any folder: <see cref="Label"/>, after its file's full path where it was asked for by a path.</summary>
    public string Source { get; }

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

    /// <summary>A strategy's <see cref="StrategyAttribute.ClassesOnly"/>.</summary>
    public bool ClassesOnly => Info.ClassesOnly;

    /// <summary>All that the host knew about the plugin when it made this instance.</summary>
    public PluginInfo Info { get; }

    /// <summary>The JSON schema of its options.</summary>
    public string OptionsSchema { get; }

    /// <summary>Whether it runs in a process of its own, so that <see cref="Instance"/> is the host's stand-in for it.</summary>
    public bool IsIsolated => Instance.GetType().Assembly == typeof(PluginHost).Assembly;

    /// <summary>The plugin itself.</summary>
    /// <exception cref="ObjectDisposedException">This handle was disposed or its assembly unloaded.</exception>
    public T Instance => _instance ?? throw new ObjectDisposedException(ToString(), $"{ToString()} was disposed or unloaded; create it again.");

    /// <summary>Cancelled when the assembly is about to be unloaded: long calls should be linked to it.</summary>
    public CancellationToken Unloading => _runtime.Unloading;

    /// <summary>
    /// Calls the plugin. Unloading waits for the call; what it throws is contained and named. A call that outlasts its time limit, or that
    /// goes on after it was cancelled, is abandoned: its thread is lost, and the plugin is <see cref="PluginState.Faulted"/>
    /// until its assembly is unloaded.
    /// </summary>
    /// <typeparam name="TResult">What the call returns.</typeparam>
    /// <param name="member">The contract's member that is called, for the message.</param>
    /// <param name="call">The call. With a time limit or a token it runs on another thread.</param>
    /// <param name="cancellation">The token that the call was given: its cancellation is passed on as it is.</param>
    /// <returns>What the call returned.</returns>
    /// <exception cref="PluginALException">The plugin threw, took too long, is faulted, or is being unloaded.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public TResult Call<TResult>(string member, Func<T, TResult> call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        cancellation.ThrowIfCancellationRequested();
        Enter();
        if (_limits.Call != Timeout.InfiniteTimeSpan || cancellation.CanBeCanceled)
        {
            return CallWatched(member, call, cancellation);
        }

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
            _runtime.Exit();
        }
    }

    /// <summary>Calls the plugin as <see cref="Call"/> does, and waits for the end without taking a thread. An oracle that asks a person has no time limit.</summary>
    /// <typeparam name="TResult">What the call returns.</typeparam>
    /// <param name="member">The contract's member that is called, for the message.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">The token that the call was given: its cancellation is passed on as it is.</param>
    /// <returns>What the call returned.</returns>
    /// <exception cref="PluginALException">The plugin threw, took too long, is faulted, or is being unloaded.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public async ValueTask<TResult> CallAsync<TResult>(string member, Func<T, ValueTask<TResult>> call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Enter();
        var running = Info.IsInteractive || (_limits.Call == Timeout.InfiniteTimeSpan && !cancellation.CanBeCanceled)
            ? RunAsync(call)
            : Task.Run(() => RunAsync(call), CancellationToken.None);
        try
        {
            if (!Info.IsInteractive)
            {
                await running.WaitAsync(_limits.Call, cancellation).ConfigureAwait(false);
            }

            return await running.ConfigureAwait(false);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            throw OverLimit(member);
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            // What was answered until then is not to be lost.
            await Task.WhenAny(running, Task.Delay(_limits.Grace, CancellationToken.None)).ConfigureAwait(false);
            return running.IsCompletedSuccessfully ? await running.ConfigureAwait(false)
                : throw (running.IsCompleted ? new OperationCanceledException(cancellation) : IgnoredCancellation(member, cancellation));
        }
        catch (Exception e) when (!IsCancelled(e, cancellation))
        {
            throw Failure(member, e);
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
        return exception as PluginALException ?? PluginOrigin.Failure(ToString(), member, exception, Words.Of(Kind));
    }

    /// <summary>A log for one call of this plugin: what it says there is named with it.</summary>
    /// <param name="log">Where it goes.</param>
    /// <returns>The log.</returns>
    public IPluginLog LogTo(IPluginLog log) => new PluginLog(log, $"{Words.Of(Kind)} '{Name}'");

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
            _runtime.Log.Warn($"{ToString()} threw {e.GetType().Name} in Dispose: {Words.MessageOf(e)}");
        }
    }

    private static bool IsCancelled(Exception exception, CancellationToken cancellation) =>
        exception is OperationCanceledException && cancellation.IsCancellationRequested;

    private void Enter()
    {
        _ = Instance;
        if (_runtime.WhyLost(Kind, Name) is { } reason)
        {
            throw PluginALException.Work($"{ToString()} is not called any more: {reason}; start again, unload it, or use another {Words.Of(Kind)}.");
        }

        if (!_runtime.Enter())
        {
            throw PluginALException.Work($"{ToString()} is being unloaded; create it again afterwards.");
        }
    }

    private TResult CallWatched<TResult>(string member, Func<T, TResult> call, CancellationToken cancellation)
    {
        TResult? result = default;
        Exception? thrown = null;
        var instance = Instance;
        var runtime = _runtime;
        var end = CallThread.Run(
            () =>
            {
                try
                {
                    result = call(instance);
                }
                catch (Exception e)
                {
                    thrown = e;
                }
                finally
                {
                    runtime.Exit();
                }
            },
            _limits.Call, cancellation, _limits.Grace);
        switch (end)
        {
            case CallEnd.OverLimit:
                throw OverLimit(member);
            case CallEnd.IgnoredCancellation:
                throw IgnoredCancellation(member, cancellation);
        }

        if (thrown is null)
        {
            return result!;
        }

        if (thrown is PluginALException || IsCancelled(thrown, cancellation))
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        throw Failure(member, thrown);
    }

    private async Task<TResult> RunAsync<TResult>(Func<T, ValueTask<TResult>> call)
    {
        try
        {
            return await call(Instance).ConfigureAwait(false);
        }
        finally
        {
            _runtime.Exit();
        }
    }

    private PluginALException OverLimit(string member)
    {
        var reason = FormattableString.Invariant($"a call of {member} did not end within {_limits.Call.TotalSeconds} s and was abandoned, with its thread");
        Abandon(reason);
        return PluginALException.Work($"{ToString()} is faulted: {reason}; mend the plugin, allow it more time, or use another {Words.Of(Kind)}.");
    }

    private PluginIgnoredCancellationException IgnoredCancellation(string member, CancellationToken cancellation)
    {
        var reason = FormattableString.Invariant($"a call of {member} went on for {_limits.Grace.TotalSeconds} s after it was cancelled and was abandoned, with its thread");
        Abandon(reason);
        return new PluginIgnoredCancellationException($"{ToString()} is faulted: {reason}; mend the plugin: it must look at the cancellation token.", cancellation);
    }

    private void Abandon(string reason)
    {
        if (_runtime.Abandon(Kind, Name, reason))
        {
            _runtime.Lost?.Invoke(Kind, Name, reason);
        }
    }
}
