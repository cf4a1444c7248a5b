using PluginAL.Abstractions;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>k-means over a table: k-means++ start, Lloyd's iteration, on a sample of the rows where all of them would take too long.</summary>
/// <param name="Centres">(K, D).</param>
/// <param name="Assignments">The cluster of each row; −1 for a row that is not finite.</param>
/// <param name="SquaredDistances">The squared distance of each row to its centre.</param>
internal sealed record Clusters(float[] Centres, int[] Assignments, float[] SquaredDistances)
{
    /// <summary>The most pairs of row and centre that the iteration looks at in one round; above, it learns from a sample.</summary>
    internal const long MaxPairs = 100_000_000;

    public int Count(int width) => Centres.Length / width;

    public static Clusters Fit(QueryContext context, RowTable table, int clusters, int iterations)
    {
        var random = context.Random.For("k-means");
        clusters = (int)Math.Min(clusters, table.Count);
        var sampled = table;
        if (table.Count * clusters > MaxPairs)
        {
            var rows = PoolView.Sample(RowSet.AllExcept(table.Count, []), Math.Max(MaxPairs / clusters, 10L * clusters), random.For("rows"));
            var values = new float[rows.LongLength * table.Width];
            for (var i = 0; i < rows.Length; i++)
            {
                table.Rows(rows[i], 1).CopyTo(values.AsSpan(i * table.Width));
            }

            sampled = new RowTable(values, table.Width);
            context.Log.Information($"{clusters} clusters of {table.Count} rows were learned from {rows.Length} of them, drawn at random.");
        }

        var start = StartRows(sampled, clusters, random, context.Cancellation);
        var options = new KMeansOptions { MaxIterations = iterations, Threads = Parts.Threads };
        var centres = KMeans.Fit(sampled, start, options, context.Cancellation).Centres;
        var (assignments, distances) = (new int[table.Count], new float[table.Count]);
        Parts.ForEach((int)table.Count, context.Cancellation, (first, count) =>
        {
            for (var done = 0; done < count;)
            {
                var rows = table.Rows(first + done, count - done);
                var length = rows.Length / table.Width;
                KMeans.Assign(rows, table.Width, centres, assignments.AsSpan(first + done, length), distances.AsSpan(first + done, length));
                done += length;
            }
        });
        return new Clusters(centres, assignments, distances);
    }

    /// <summary>The positions of each cluster's rows, ascending.</summary>
    public int[][] Rows(int width)
    {
        var rows = new List<int>[Count(width)];
        for (var c = 0; c < rows.Length; c++)
        {
            rows[c] = [];
        }

        for (var i = 0; i < Assignments.Length; i++)
        {
            if (Assignments[i] >= 0)
            {
                rows[Assignments[i]].Add(i);
            }
        }

        return Array.ConvertAll(rows, list => list.ToArray());
    }

    // The start reads the table once for each centre and trial: a hundred rows for each centre say as much.
    private static float[] StartRows(RowTable table, int clusters, RandomSource random, CancellationToken cancellation)
    {
        var most = Math.Max(20_000, 100L * clusters);
        var from = table;
        if (table.Count > most)
        {
            var rows = PoolView.Sample(RowSet.AllExcept(table.Count, []), most, random.For("start"));
            var values = new float[most * table.Width];
            for (var i = 0; i < rows.Length; i++)
            {
                table.Rows(rows[i], 1).CopyTo(values.AsSpan(i * table.Width));
            }

            from = new RowTable(values, table.Width);
        }

        var start = KMeans.Start(from, clusters, random.Uniform, 0, Parts.Threads, cancellation);
        var centres = new float[clusters * table.Width];
        for (var c = 0; c < clusters; c++)
        {
            from.Rows(start[c], 1).CopyTo(centres.AsSpan(c * table.Width));
        }

        return centres;
    }
}
