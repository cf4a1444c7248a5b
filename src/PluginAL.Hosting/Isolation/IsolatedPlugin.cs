using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting.Isolation;

/// <summary>
/// A plugin in a process of its own, seen from here: starts the process, calls it, watches the clock, and names whatever ends it. After an
/// end the next call starts another process, later and later, until the plugin is given up. Calls take turns.
/// </summary>
internal sealed class IsolatedPlugin : IDisposable
{
    /// <summary>The version of the protocol.</summary>
    public const int Protocol = 1;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly PluginKind _kind;
    private readonly string _name;
    private readonly JsonElement? _options;
    private readonly string _label;
    private readonly IPluginLog _log;
    private readonly CallLimits _limits;
    private readonly PluginIsolation _isolation;
    private ChildProcess? _child;
    private int _ends;
    private long _notBefore;
    private bool _disposed;

    /// <summary>Starts the process and makes the plugin there.</summary>
    public IsolatedPlugin(string path, PluginKind kind, string name, JsonElement? options, string label, IPluginLog log, CallLimits limits, PluginIsolation isolation)
    {
        (_path, _kind, _name, _options, _label, _log, _limits, _isolation) = (path, kind, name, options?.Clone(), label, log, limits, isolation);
        lock (_gate)
        {
            About = Begin();
        }
    }

    /// <summary>Told when the plugin is given up: why.</summary>
    public Action<string>? GivenUp { get; set; }

    /// <summary>What the plugin said of itself when it was made.</summary>
    public JsonElement About { get; }

    /// <summary>Which process it is: one more after each restart. What lived in an earlier one is gone.</summary>
    public int Generation { get; private set; }

    /// <summary>The identifier of its process; 0 where none runs.</summary>
    public int ProcessId => _child?.Id ?? 0;

    public override string ToString() => _label;

    /// <summary>Calls the plugin.</summary>
    /// <param name="member">The contract's member, for messages.</param>
    /// <param name="method">The method of the protocol.</param>
    /// <param name="parameters">Makes the parameters; arrays go to the folder of the process that will be called.</param>
    /// <param name="result">Reads the result; arrays are valid within.</param>
    /// <param name="serve">Answers what the plugin asks meanwhile; null: nothing.</param>
    /// <param name="log">Where it says things.</param>
    /// <param name="isLimited">Whether the time limit for calls holds.</param>
    /// <param name="cancellation">Cancels the call: the plugin is told, and its process ended where it does not listen.</param>
    public T Call<T>(
        string member, string method, Func<SharedArrays, JsonObject> parameters, Func<JsonElement, SharedArrays, T> result,
        Func<SharedArrays, RpcHandler>? serve = null, IPluginLog? log = null, bool isLimited = true, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            var child = Started(member);
            child.Arrays.Tidy();
            var called = Run(child, member, isLimited ? _limits.Call : Timeout.InfiniteTimeSpan, cancellation, () =>
            {
                var served = serve?.Invoke(child.Arrays);
                var answer = child.Peer.Call(method, parameters(child.Arrays), (asked, given) => Serve(asked, given, served, log ?? _log));
                return result(answer, child.Arrays);
            });
            _ends = 0;
            return called;
        }
    }

    /// <summary>Takes the turn for a call whose arrays are spans of the caller's; to be disposed.</summary>
    /// <param name="member">The contract's member, for messages.</param>
    public Turn Enter(string member)
    {
        _gate.Enter();
        try
        {
            var child = Started(member);
            child.Arrays.Tidy();
            return new Turn(this, child, member);
        }
        catch
        {
            _gate.Exit();
            throw;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _child?.Dispose();
            _child = null;
        }
    }

    /// <summary>Ends the process without waiting for the call that runs.</summary>
    public void Kill(string reason) => _child?.Kill(reason);

    private static JsonNode? Serve(string method, JsonElement parameters, RpcHandler? serve, IPluginLog log)
    {
        if (method == "log")
        {
            var message = parameters.Text("message");
            if (parameters.Text("level") == "warning")
            {
                log.Warning(message);
            }
            else
            {
                log.Information(message);
            }

            return null;
        }

        return serve is null ? throw new InvalidDataException($"this call answers no '{method}'") : serve(method, parameters);
    }

    private ChildProcess Started(string member)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_child is null)
        {
            if (_ends >= _isolation.MostRestarts)
            {
                throw PluginALException.Work($"{_label} is not called any more: its process ended {_ends} times in a row; mend the plugin, or use another {Words.Of(_kind)}.");
            }

            var pause = TimeSpan.FromMilliseconds(Math.Max(0, _notBefore - Environment.TickCount64));
            if (pause > TimeSpan.Zero)
            {
                _log.Information($"{_label} is started again for {member} in {pause.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.");
                Thread.Sleep(pause);
            }

            Begin();
        }

        return _child!;
    }

    private JsonElement Begin()
    {
        Generation++;
        var child = _child = ChildProcess.Start(folder => ChildCommand.For(_path, folder, _isolation.MemoryLimit), _isolation.MemoryLimit);
        return Run(child, "its constructor", _limits.Load, CancellationToken.None, () =>
        {
            var about = child.Peer.Call(
                "initialize",
                new JsonObject
                {
                    ["protocol"] = Protocol,
                    ["folder"] = child.Folder.Path,
                    ["path"] = _path,
                    ["kind"] = Words.Of(_kind),
                    ["name"] = _name,
                    ["options"] = _options is { } options ? JsonNode.Parse(options.GetRawText()) : null,
                },
                (asked, given) => Serve(asked, given, null, _log));
            return about.Int("protocol") == Protocol ? about : throw new InvalidDataException($"it speaks version {about.Int("protocol")} of the protocol, and this host version {Protocol}");
        });
    }

    private T Run<T>(ChildProcess child, string member, TimeSpan limit, CancellationToken cancellation, Func<T> work)
    {
        cancellation.ThrowIfCancellationRequested();
        var ignored = false;
        child.BeginCall();
        using var clock = new Timer(
            _ => child.Kill(string.Create(CultureInfo.InvariantCulture, $"a call did not end within {limit.TotalSeconds} s")), null, limit, Timeout.InfiniteTimeSpan);
        using var patience = new Timer(
            _ =>
            {
                ignored = true;
                child.Kill(string.Create(CultureInfo.InvariantCulture, $"a call went on for {_limits.Grace.TotalSeconds} s after it was cancelled"));
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellation.Register(() =>
        {
            patience.Change(_limits.Grace, Timeout.InfiniteTimeSpan);
            try
            {
                child.Peer.Notify("$/cancelRequest", []);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The process is gone already.
            }
        });
        try
        {
            return work();
        }
        catch (RpcErrorException e)
        {
            throw Named(e, member, cancellation);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or EndOfStreamException or KeyNotFoundException or InvalidOperationException or FormatException or JsonException or ArgumentException or OverflowException)
        {
            throw Ended(child, member, e, ignored, cancellation);
        }
    }

    private Exception Named(RpcErrorException e, string member, CancellationToken cancellation)
    {
        if (e.Cause is { } cause)
        {
            // What the plugin asked for failed here: that is no fault of its own.
            ExceptionDispatchInfo.Throw(cause);
        }

        if (cancellation.IsCancellationRequested && e.Type is nameof(OperationCanceledException) or nameof(TaskCanceledException))
        {
            return new OperationCanceledException(cancellation);
        }

        return e.Kind is { } kind
            ? new PluginALException(kind, e.Message)
            : PluginALException.Work($"{_label} threw {Words.OneLine(e.Type)} in {member}: {Words.OneLine(e.Message).TrimEnd('.')}; report it to the plugin's author, or use another {Words.Of(_kind)}.");
    }

    private Exception Ended(ChildProcess child, string member, Exception e, bool ignored, CancellationToken cancellation)
    {
        if (e is not (IOException or EndOfStreamException))
        {
            child.Kill($"it said on the protocol what is none of it: {Words.MessageOf(e)}");
        }

        var end = child.DescribeEnd();
        child.Dispose();
        _child = null;
        _ends++;
        _notBefore = _ends == 1 ? 0 : Environment.TickCount64 + (long)(_isolation.BackOff.TotalMilliseconds * Math.Pow(2, _ends - 2));
        var message = $"{_label} failed in {member}: {end}";
        if (ignored)
        {
            return new PluginIgnoredCancellationException($"{message}; mend the plugin: it must look at the cancellation token.", cancellation);
        }

        if (_ends == _isolation.MostRestarts)
        {
            GivenUp?.Invoke($"its process ended {_ends} times in a row; the last time: {end}");
        }

        return cancellation.IsCancellationRequested
            ? new OperationCanceledException(cancellation)
            : PluginALException.Work($"{message}; mend the plugin, report it to its author, or use another {Words.Of(_kind)}.");
    }

    /// <summary>One call, in which nobody else calls.</summary>
    public readonly ref struct Turn(IsolatedPlugin plugin, ChildProcess child, string member)
    {
        public SharedArrays Arrays => child.Arrays;

        /// <summary>Calls; what comes back is in the arrays that there was made room for.</summary>
        public void Call(string method, JsonObject parameters)
        {
            var (called, owner) = (child, plugin);
            owner.Run(called, member, owner._limits.Call, CancellationToken.None, () => called.Peer.Call(method, parameters, (asked, given) => Serve(asked, given, null, owner._log)));
            owner._ends = 0;
        }

        public void Dispose() => plugin._gate.Exit();
    }
}
