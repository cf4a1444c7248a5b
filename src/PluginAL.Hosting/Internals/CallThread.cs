using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PluginAL.Hosting.Internals;

/// <summary>
/// A thread on which plugins are called where somebody watches the clock: a call that does not end is left to itself there, with its
/// thread. Threads of calls that did end are used again.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Its thread disposes them when it ends.")]
internal sealed class CallThread
{
    private static readonly ConcurrentStack<CallThread> Idle = [];
    private readonly ManualResetEventSlim _ready = new();
    private readonly ManualResetEventSlim _done = new();
    private Action? _work;
    private volatile bool _abandoned;

    private CallThread() => new Thread(Loop) { IsBackground = true, Name = "plugin call" }.Start();

    /// <summary>Runs something on such a thread and waits for its end.</summary>
    /// <param name="work">What to run; it throws nothing.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellation">What the work was given to look at.</param>
    /// <param name="grace">How long to wait further when it is cancelled.</param>
    /// <returns>How it went.</returns>
    public static CallEnd Run(Action work, TimeSpan limit, CancellationToken cancellation, TimeSpan grace)
    {
        var thread = Idle.TryPop(out var idle) ? idle : new CallThread();
        thread._work = work;
        thread._done.Reset();
        thread._ready.Set();
        var end = CallEnd.Ended;
        try
        {
            if (!thread._done.Wait(limit, cancellation))
            {
                end = CallEnd.OverLimit;
            }
        }
        catch (OperationCanceledException)
        {
            if (!thread._done.Wait(grace, CancellationToken.None))
            {
                end = CallEnd.IgnoredCancellation;
            }
        }

        if (end == CallEnd.Ended)
        {
            Idle.Push(thread);
        }
        else
        {
            thread._abandoned = true;
        }

        return end;
    }

    private void Loop()
    {
        while (!_abandoned)
        {
            _ready.Wait();
            _ready.Reset();
            RunOnce();
            _done.Set();
        }

        _ready.Dispose();
        _done.Dispose();
    }

    // A frame of its own, so that nothing of the call stays on the stack of a thread that waits for the next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunOnce()
    {
        var work = _work!;
        _work = null;
        work();
    }
}
