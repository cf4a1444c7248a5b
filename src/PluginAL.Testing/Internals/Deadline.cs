using System.Diagnostics;

namespace PluginAL.Testing.Internals;

/// <summary>Measures how long a call goes on after it was cancelled.</summary>
internal static class Deadline
{
    /// <summary>What a cancelled call may take to end. Machines are busy: the best of several attempts counts.</summary>
    public static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(100);

    private const int Attempts = 3;
    private static readonly TimeSpan Before = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(5);

    /// <summary>Cancels a call soon after it began.</summary>
    /// <returns>What was found: a call that does not end in time; else null.</returns>
    public static string? Find(string member, Action<CancellationToken> call)
    {
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < Attempts && best > Allowed; attempt++)
        {
            using var cancellation = new CancellationTokenSource();
            Exception? thrown = null;
            var thread = new Thread(() =>
            {
                try
                {
                    call(cancellation.Token);
                }
                catch (Exception e)
                {
                    thrown = e;
                }
            })
            {
                IsBackground = true,
                Name = "conformance",
            };
            thread.Start();
            if (thread.Join(Before))
            {
                // Done before it could be cancelled: nothing to stop.
                return Complaint(thrown);
            }

            var clock = Stopwatch.StartNew();
            cancellation.Cancel();
            if (!thread.Join(GivenUp))
            {
                return $"{member} went on for {GivenUp.TotalSeconds} s after it was cancelled and was abandoned.";
            }

            best = clock.Elapsed < best ? clock.Elapsed : best;
            if (Complaint(thrown) is { } complaint)
            {
                return complaint;
            }
        }

        return best <= Allowed ? null : FormattableString.Invariant($"{member} went on for {best.TotalMilliseconds:0} ms after it was cancelled, in the best of {Attempts} attempts.");

        string? Complaint(Exception? thrown) => thrown is null or OperationCanceledException
            ? null
            : $"a cancelled {member} threw {thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ").TrimEnd('.')}.";
    }
}
