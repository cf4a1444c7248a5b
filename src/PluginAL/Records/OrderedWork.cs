namespace PluginAL;

/// <summary>Work on several threads whose results are taken in order by the caller's thread.</summary>
internal static class OrderedWork
{
    /// <summary>Runs functions and hands on their results one after the other. What a function throws comes out in its turn.</summary>
    public static void Run<TResult>(IEnumerable<Func<TResult>> work, int threads, Action<TResult> take, CancellationToken cancellation)
    {
        var waiting = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in work)
            {
                cancellation.ThrowIfCancellationRequested();
                if (threads == 1)
                {
                    take(item());
                    continue;
                }

                waiting.Enqueue(Task.Run(item, CancellationToken.None));
                if (waiting.Count > 2 * threads)
                {
                    take(waiting.Dequeue().GetAwaiter().GetResult());
                }
            }

            while (waiting.Count > 0)
            {
                take(waiting.Dequeue().GetAwaiter().GetResult());
            }
        }
        finally
        {
            // Whatever went wrong, nobody is still at work when the caller tidies up.
            Task.WhenAll(waiting).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }
}
