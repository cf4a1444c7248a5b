namespace PluginAL.Hosting.Internals;

/// <summary>Passes events on one at a time and in order, whichever threads they come from, and never under a lock that a listener could want.</summary>
internal sealed class EventQueue(Action<PluginEvent> tell)
{
    private const int Remembered = 1000;
    private readonly Lock _gate = new();
    private readonly Queue<PluginEvent> _waiting = [];
    private readonly Queue<PluginEvent> _history = [];
    private long _next;
    private bool _telling;

    /// <summary>The latest events, in order.</summary>
    public IReadOnlyList<PluginEvent> History
    {
        get
        {
            lock (_gate)
            {
                return [.. _history];
            }
        }
    }

    /// <summary>Takes an event in; <see cref="Tell"/> passes it on.</summary>
    public void Add(string assemblyPath, PluginState state, string outcome)
    {
        lock (_gate)
        {
            var item = new PluginEvent(_next++, TimeProvider.System.GetUtcNow(), assemblyPath, state, outcome);
            _waiting.Enqueue(item);
            _history.Enqueue(item);
            if (_history.Count > Remembered)
            {
                _history.Dequeue();
            }
        }
    }

    /// <summary>Passes on what waits. To be called without holding any lock.</summary>
    public void Tell()
    {
        while (true)
        {
            PluginEvent item;
            lock (_gate)
            {
                // Whoever is at it already passes on these too.
                if (_telling || !_waiting.TryDequeue(out item!))
                {
                    return;
                }

                _telling = true;
            }

            try
            {
                tell(item);
            }
            finally
            {
                lock (_gate)
                {
                    _telling = false;
                }
            }
        }
    }
}
