using PluginAL.Abstractions;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>
/// k-means with a weight for each row: the start draws rows by weight times squared distance, centres are weighted means. Rows of weight 0 or
/// NaN draw nothing.
/// </summary>
internal static class WeightedKMeans
{
    public static Clusters Fit(PoolView view, ReadOnlySpan<float> weights, int clusters, int iterations, RandomSource random, CancellationToken cancellation)
    {
        var weight = weights.ToArray();
        for (var i = 0; i < weight.Length; i++)
        {
            weight[i] = weight[i] > 0 && float.IsFinite(weight[i]) && !view.Embedding(i).ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? weight[i] : 0;
        }

        var centres = Start(view, weight, clusters, random, cancellation);
        var (assignments, distances) = (new int[view.Count], new float[view.Count]);
        for (var iteration = 0; ; iteration++)
        {
            var changed = false;
            Parts.ForEach(view.Count, cancellation, (first, count) =>
            {
                var before = assignments.AsSpan(first, count).ToArray();
                KMeans.Assign(
                    view.Embeddings.AsSpan(first * view.Width, count * view.Width), view.Width, centres, assignments.AsSpan(first, count),
                    distances.AsSpan(first, count));
                if (!assignments.AsSpan(first, count).SequenceEqual(before))
                {
                    Volatile.Write(ref changed, true);
                }
            });
            if (iteration > 0 && (!changed || iteration >= iterations))
            {
                return new Clusters(centres, assignments, distances);
            }

            Move(view, weight, assignments, centres);
        }
    }

    private static float[] Start(PoolView view, float[] weight, int clusters, RandomSource random, CancellationToken cancellation)
    {
        var centres = new List<float>(clusters * view.Width);
        var distances = new float[view.Count];
        Array.Fill(distances, 1);
        for (var c = 0; c < clusters; c++)
        {
            var total = 0.0;
            for (var i = 0; i < weight.Length; i++)
            {
                total += (double)weight[i] * distances[i];
            }

            if (!(total > 0))
            {
                break;
            }

            var (u, row) = (random.Uniform(c) * total, -1);
            for (var i = 0; i < weight.Length; i++)
            {
                var share = (double)weight[i] * distances[i];
                if (share > 0)
                {
                    row = i;
                    if ((u -= share) < 0)
                    {
                        break;
                    }
                }
            }

            centres.AddRange(view.Embedding(row));
            if (c == 0)
            {
                Array.Fill(distances, float.PositiveInfinity);
            }

            Distance.Lower(view, view.Embedding(row), distances, cancellation);
        }

        // Nothing has a weight: one cluster around the origin says nothing, and hurts nothing.
        return centres.Count == 0 ? new float[view.Width] : [.. centres];
    }

    private static void Move(PoolView view, float[] weight, int[] assignments, float[] centres)
    {
        var sums = new double[centres.Length];
        var totals = new double[centres.Length / view.Width];
        for (var i = 0; i < assignments.Length; i++)
        {
            if (assignments[i] < 0 || weight[i] == 0)
            {
                continue;
            }

            totals[assignments[i]] += weight[i];
            var sum = sums.AsSpan(assignments[i] * view.Width, view.Width);
            var row = view.Embedding(i);
            for (var d = 0; d < row.Length; d++)
            {
                sum[d] += (double)weight[i] * row[d];
            }
        }

        for (var i = 0; i < centres.Length; i++)
        {
            var total = totals[i / view.Width];
            centres[i] = total > 0 ? (float)(sums[i] / total) : centres[i];
        }
    }
}
