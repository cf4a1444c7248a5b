using PluginAL.Abstractions;

namespace PluginAL.Engine.Streams;

/// <summary>Runs a session over rows whose labels are known, in their order.</summary>
public static class StreamRun
{
    private const int RowsBetweenChecks = 256;

    /// <summary>Offers each row, counts whether its class is predicted, and tells it where it is asked for, before the next row comes.</summary>
    /// <param name="session">The session; goes on where it stands.</param>
    /// <param name="rows">The rows, (N, D).</param>
    /// <param name="classes">The class of each, in [0, C).</param>
    /// <param name="every">Rows between two points of the curve, at least 1.</param>
    /// <param name="cancellation">Stops the run between two rows.</param>
    /// <returns>What came of it.</returns>
    public static StreamResult Run(StreamSession session, FeatureMatrix rows, Func<long, int> classes, int every = 1000, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        var curve = new List<StreamPoint>();
        var (first, labels, predicted, right, recent, recentRight) = (session.RowCount, 0L, 0L, 0L, 0L, 0L);
        for (var row = 0L; row < rows.RowCount; row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var truth = classes(row);
            var made = session.Offer(rows.Block(row, 1), cancellation)[0];
            if (made.Predicted is { } guess)
            {
                (predicted, recent) = (predicted + 1, recent + 1);
                (right, recentRight) = guess == truth ? (right + 1, recentRight + 1) : (right, recentRight);
            }

            if (made.Ask)
            {
                labels++;
                session.Tell(first + row, truth);
            }

            if ((row + 1) % every == 0 || row + 1 == rows.RowCount)
            {
                curve.Add(new StreamPoint(row + 1, labels, (double)right / predicted, (double)recentRight / recent));
                (recent, recentRight) = (0, 0);
            }
        }

        return new StreamResult(rows.RowCount, labels, predicted, (double)right / predicted, curve);
    }
}
