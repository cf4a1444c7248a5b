using PluginAL.Abstractions;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>
/// k-means with a weight for each row: the start draws rows by weight times squared distance to the nearest one drawn (Arthur and Vassilvitskii
/// 2007), centres are weighted means. Rows of weight 0 or NaN draw nothing.
/// </summary>
internal static class WeightedKMeans
{
    /// <summary>Fits to the rows of a view.</summary>
    public static Clusters Fit(PoolView view, ReadOnlySpan<float> weights, int clusters, int iterations, RandomSource random, CancellationToken cancellation) =>
        Fit(view.Embeddings, view.Width, weights, clusters, iterations, random, cancellation);

    /// <param name="vectors">n × <paramref name="width"/>.</param>
    /// <param name="width">D.</param>
    /// <param name="weights">n weights.</param>
    /// <param name="clusters">Clusters; fewer come out where fewer rows differ.</param>
    /// <param name="iterations">How often the centres move, at most.</param>
    /// <param name="random">What governs the start.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    public static Clusters Fit(
        float[] vectors, int width, ReadOnlySpan<float> weights, int clusters, int iterations, RandomSource random, CancellationToken cancellation)
    {
        var weight = weights.ToArray();
        for (var i = 0; i < weight.Length; i++)
        {
            weight[i] = weight[i] > 0 && float.IsFinite(weight[i]) && !vectors.AsSpan(i * width, width).ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? weight[i] : 0;
        }

        var centres = Start(vectors, width, weight, clusters, random, cancellation);
        var (assignments, distances) = (new int[weight.Length], new float[weight.Length]);
        for (var iteration = 0; ; iteration++)
        {
            var changed = false;
            Parts.ForEach(weight.Length, cancellation, (first, count) =>
            {
                var before = assignments.AsSpan(first, count).ToArray();
                KMeans.Assign(vectors.AsSpan(first * width, count * width), width, centres, assignments.AsSpan(first, count), distances.AsSpan(first, count));
                if (!assignments.AsSpan(first, count).SequenceEqual(before))
                {
                    Volatile.Write(ref changed, true);
                }
            });
            if (iteration > 0 && (!changed || iteration >= iterations))
            {
                return new Clusters(centres, assignments, distances);
            }

            Move(vectors, width, weight, assignments, centres);
        }
    }

    private static float[] Start(float[] vectors, int width, float[] weight, int clusters, RandomSource random, CancellationToken cancellation)
    {
        var centres = new List<float>(clusters * width);
        var distances = new float[weight.Length];
        Array.Fill(distances, 1);
        for (var c = 0; c < clusters; c++)
        {
            var total = 0.0;
            for (var i = 0; i < weight.Length; i++)
            {
                // The distance of a row that is not finite is none.
                total += weight[i] > 0 ? (double)weight[i] * distances[i] : 0;
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

            var centre = vectors.AsSpan(row * width, width);
            centres.AddRange(centre);
            if (c == 0)
            {
                Array.Fill(distances, float.PositiveInfinity);
            }

            Distance.Lower(vectors, centre, distances, cancellation);
        }

        // Nothing has a weight: one cluster around the origin says nothing, and hurts nothing.
        return centres.Count == 0 ? new float[width] : [.. centres];
    }

    private static void Move(float[] vectors, int width, float[] weight, int[] assignments, float[] centres)
    {
        var sums = new double[centres.Length];
        var totals = new double[centres.Length / width];
        for (var i = 0; i < assignments.Length; i++)
        {
            if (assignments[i] < 0 || weight[i] == 0)
            {
                continue;
            }

            totals[assignments[i]] += weight[i];
            var sum = sums.AsSpan(assignments[i] * width, width);
            var row = vectors.AsSpan(i * width, width);
            for (var d = 0; d < row.Length; d++)
            {
                sum[d] += (double)weight[i] * row[d];
            }
        }

        for (var i = 0; i < centres.Length; i++)
        {
            var total = totals[i / width];
            centres[i] = total > 0 ? (float)(sums[i] / total) : centres[i];
        }
    }
}
