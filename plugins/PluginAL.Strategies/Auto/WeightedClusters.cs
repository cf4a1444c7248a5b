using PluginAL.Abstractions;
using PluginAL.Scoring;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>
/// k-means in which rows weigh differently: seeds are drawn with a probability proportional to weight times squared distance to the nearest
/// seed (Arthur and Vassilvitskii 2007), and a centre is the weighted mean of its rows.
/// </summary>
internal static class WeightedClusters
{
    private const int Iterations = 8;

    /// <summary>The cluster of each row, in [0, <paramref name="count"/>).</summary>
    /// <param name="vectors">n × D.</param>
    /// <param name="width">D.</param>
    /// <param name="weights">n weights, at least 0.</param>
    /// <param name="count">Clusters, 1 to n. Where fewer rows differ, some stay empty.</param>
    /// <param name="random">What governs the seeds.</param>
    /// <param name="squaredDistances">n squared distances to the row's centre.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    public static int[] Fit(
        ReadOnlySpan<float> vectors, int width, ReadOnlySpan<double> weights, int count, RandomSource random, Span<float> squaredDistances, CancellationToken cancellation)
    {
        var centres = Seeds(vectors, width, weights, count, random);
        var clusters = new int[weights.Length];
        var sums = new double[centres.Length];
        var totals = new double[count];
        for (var iteration = 0; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            KMeans.Assign(vectors, width, centres, clusters, squaredDistances);
            for (var i = 0; i < clusters.Length; i++)
            {
                // A row without a finite distance is in some cluster, and never nearest to anything.
                clusters[i] = Math.Max(clusters[i], 0);
            }

            if (iteration == Iterations)
            {
                return clusters;
            }

            Array.Clear(sums);
            Array.Clear(totals);
            for (var i = 0; i < clusters.Length; i++)
            {
                if (!float.IsFinite(squaredDistances[i]))
                {
                    continue;
                }

                var (at, weight) = (clusters[i] * width, weights[i]);
                totals[clusters[i]] += weight;
                for (var d = 0; d < width; d++)
                {
                    sums[at + d] += weight * vectors[(i * width) + d];
                }
            }

            for (var c = 0; c < count; c++)
            {
                for (var d = 0; totals[c] > 0 && d < width; d++)
                {
                    centres[(c * width) + d] = (float)(sums[(c * width) + d] / totals[c]);
                }
            }
        }
    }

    private static float[] Seeds(ReadOnlySpan<float> vectors, int width, ReadOnlySpan<double> weights, int count, RandomSource random)
    {
        var centres = new float[count * width];
        var nearest = new double[weights.Length];
        var distances = new float[weights.Length];
        Array.Fill(nearest, 1);
        for (var c = 0; c < count; c++)
        {
            var total = 0.0;
            for (var i = 0; i < nearest.Length; i++)
            {
                total += weights[i] * nearest[i];
            }

            var (target, chosen) = (random.Uniform(c) * total, 0);
            for (var i = 0; i < nearest.Length; i++)
            {
                var mass = weights[i] * nearest[i];
                if (mass > 0)
                {
                    chosen = i;
                    target -= mass;
                    if (target < 0)
                    {
                        break;
                    }
                }
            }

            var centre = centres.AsSpan(c * width, width);
            vectors.Slice(chosen * width, width).CopyTo(centre);
            for (var d = 0; d < width; d++)
            {
                centre[d] = float.IsFinite(centre[d]) ? centre[d] : 0;
            }

            Distances.ToRows(DistanceMetric.SquaredEuclidean, centre, vectors, distances);
            for (var i = 0; i < nearest.Length; i++)
            {
                var distance = float.IsFinite(distances[i]) ? distances[i] : 0;
                nearest[i] = c == 0 ? distance : Math.Min(nearest[i], distance);
            }
        }

        return centres;
    }
}
