using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// TypiClust: clusters the candidates and the labelled rows into |L| + batch clusters (at most 500), and takes from the largest clusters
/// without a label the most typical row, typicality being 1 ÷ the mean distance to the 20 nearest rows of the cluster (Hacohen, Dekel and
/// Weinshall 2022, "Active learning on a budget: opposite strategies suit high and low budgets").
/// </summary>
/// <remarks>
/// A pick's score is its typicality. Clusters with fewest labels and picks come first, of these the largest; duplicates last. Typicality is exact
/// in clusters of up to 20,000 rows; of a larger one 20,000 rows drawn at random are looked at. Looks at no model and starts cold: made
/// for small budgets. Cost: that of k-means (see <see cref="ClusterSampling"/>) and O(n² · E) for each cluster of n rows that a pick comes from.
/// </remarks>
/// <param name="options">Clusters and neighbours.</param>
[Strategy("typiclust", Summary = "The most typical row of each of the largest clusters without a label.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class TypiClust(TypiClustOptions options) : IQueryStrategy
{
    private const int MostRows = 20_000;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        var batch = new Batch(view, count);
        var clusters = Strategies.Clusters.Fit(
            context, Joined.Table(view, labelled), Math.Min(options.Clusters, labelled.Count + count), options.Iterations);
        var members = clusters.Rows(view.Width);
        var covered = new int[members.Length];
        var rows = new int[members.Length][];
        for (var c = 0; c < members.Length; c++)
        {
            rows[c] = Array.FindAll(members[c], row => row < view.Count);
            covered[c] = members[c].Length - rows[c].Length;
        }

        var queues = new Queue<(int Row, float Typicality)>?[members.Length];
        var turns = new PriorityQueue<int, (int Covered, int Size, int Cluster)>();
        for (var c = 0; c < members.Length; c++)
        {
            Enqueue(c);
        }

        while (batch.Left > 0 && turns.TryDequeue(out var cluster, out _))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            queues[cluster] ??= Typical(context, view, rows[cluster]);
            while (queues[cluster]!.TryDequeue(out var best))
            {
                if (batch.TryTake(best.Row, best.Typicality / view.Unit))
                {
                    covered[cluster]++;
                    Enqueue(cluster);
                    break;
                }
            }
        }

        return batch.Complete();

        void Enqueue(int cluster)
        {
            if (rows[cluster].Length > 0)
            {
                turns.Enqueue(cluster, (covered[cluster], -members[cluster].Length, cluster));
            }
        }
    }

    /// <summary>A cluster's rows, the most typical first.</summary>
    private Queue<(int Row, float Typicality)> Typical(QueryContext context, PoolView view, int[] rows)
    {
        if (rows.Length > MostRows)
        {
            var sample = PoolView.Sample(RowSet.AllExcept(rows.Length, []), MostRows, context.Random.For("typical"));
            context.Log.Information($"A cluster has {rows.Length} rows; typicality is that of {MostRows} of them, drawn at random.");
            rows = Array.ConvertAll(sample, position => rows[position]);
        }

        var values = new float[rows.Length * view.Width];
        for (var i = 0; i < rows.Length; i++)
        {
            view.Embedding(rows[i]).CopyTo(values.AsSpan(i * view.Width));
        }

        var k = Math.Min(options.Neighbours, rows.Length - 1);
        var scores = new float[rows.Length];
        if (k == 0)
        {
            scores[0] = 1;
        }
        else
        {
            // The nearest of the k + 1 is the row itself, or a duplicate of it at the same distance 0.
            var (found, distances) = (new long[rows.Length * (k + 1)], new float[rows.Length * (k + 1)]);
            ExactNeighbours.Search(values, values, view.Width, DistanceMetric.Euclidean, k + 1, found, distances, Parts.Threads);
            for (var i = 0; i < rows.Length; i++)
            {
                var sum = 0.0;
                foreach (var distance in distances.AsSpan((i * (k + 1)) + 1, k))
                {
                    sum += distance;
                }

                scores[i] = (float)Math.Min(k / sum, float.MaxValue);
            }
        }

        return new Queue<(int, float)>(Batch.Order(scores).Select(i => (rows[i], scores[i])));
    }
}
