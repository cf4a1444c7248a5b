using PluginAL.Abstractions;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>Farthest-first traversal over candidates, labelled rows being centres already.</summary>
internal static class FarthestFirst
{
    /// <summary>Takes rows until the batch is full; a pick's score is its distance to the nearest centre then.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="view">The candidates.</param>
    /// <param name="labelled">The labelled rows.</param>
    /// <param name="batch">What was taken already counts as a centre, too.</param>
    public static IReadOnlyList<SelectedRow> Complete(QueryContext context, PoolView view, PoolView labelled, Batch batch)
    {
        var chosen = Enumerable.Range(view.Count, labelled.Count).Concat(Enumerable.Range(0, view.Count).Where(batch.Has)).Select(row => (long)row);
        var picked = KCenter.Greedy(Joined.Table(view, labelled), batch.Left, [.. chosen], [], Parts.Threads, context.Cancellation);
        for (var i = 0; i < picked.Rows.Length; i++)
        {
            var distance = Math.Sqrt(picked.SquaredDistances[i]) * view.Unit;
            batch.TryTake((int)picked.Rows[i], double.IsFinite(distance) ? distance : 0);
        }

        return batch.Complete();
    }

    /// <summary>The row nearest to the mean of the finite rows; the lowest of equals.</summary>
    public static int Central(PoolView view, CancellationToken cancellation)
    {
        var (sum, finite) = (new double[view.Width], 0);
        for (var i = 0; i < view.Count; i++)
        {
            var row = view.Embedding(i);
            if (row.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            {
                continue;
            }

            finite++;
            for (var d = 0; d < row.Length; d++)
            {
                sum[d] += row[d];
            }
        }

        var distances = new float[view.Count];
        Array.Fill(distances, float.PositiveInfinity);
        Distance.Lower(view, Array.ConvertAll(sum, value => (float)(value / Math.Max(finite, 1))), distances, cancellation);
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = -distances[i];
        }

        return Math.Max(0, Parts.Argmax(distances));
    }
}
