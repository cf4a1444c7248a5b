namespace PluginAL.Scoring.Kernels;

/// <summary>Lloyd's k-means on a sample: enough to divide rows into lists.</summary>
internal static class Centres
{
    /// <summary>Rows that are assigned at once.</summary>
    private const int Block = 4096;

    /// <summary>By what rows find their centre.</summary>
    internal static DistanceMetric AssignBy(DistanceMetric metric) =>
        metric == DistanceMetric.Cosine ? DistanceMetric.Cosine : DistanceMetric.SquaredEuclidean;

    internal static float[] Train(
        ReadOnlySpan<float> rows, int count, int width, DistanceMetric metric, int centres, int seed, int iterations, int rowsPerCentre)
    {
        float[] sample = Sample(rows, count, width, metric == DistanceMetric.Cosine, Math.Min(count, (long)centres * rowsPerCentre), seed);
        int taken = sample.Length / width;
        if (taken < centres) throw new ArgumentException($"Found {taken} finite rows to learn from, expected at least one for each of {centres} lists.", nameof(rows));

        // The sample is in random order: its first rows are as good a start as any.
        float[] centroids = sample[..(centres * width)];
        long[] assigned = new long[taken];
        float[] distances = new float[taken];
        double[] sums = new double[centroids.Length];
        int[] members = new int[centres];
        for (int i = 0; i < iterations; i++)
        {
            Assign(sample, width, centroids, DistanceMetric.SquaredEuclidean, assigned, distances);
            Array.Clear(sums);
            Array.Clear(members);
            for (int r = 0; r < taken; r++)
            {
                int c = (int)assigned[r];
                members[c]++;
                Span<double> sum = sums.AsSpan(c * width, width);
                ReadOnlySpan<float> row = sample.AsSpan(r * width, width);
                for (int d = 0; d < sum.Length; d++) sum[d] += row[d];
            }
            for (int c = 0; c < centres; c++)
            {
                Span<float> centre = centroids.AsSpan(c * width, width);
                if (members[c] == 0)
                {
                    // The row that is farthest from its centre becomes one.
                    int far = distances.AsSpan().IndexOfMax();
                    distances[far] = -1;
                    sample.AsSpan(far * width, width).CopyTo(centre);
                    continue;
                }
                for (int d = 0; d < width; d++) centre[d] = (float)(sums[c * width + d] / members[c]);
            }
        }
        return centroids;
    }

    /// <summary>The nearest centre of each row; −1 for a row that is not finite.</summary>
    internal static void Assign(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> centroids, DistanceMetric metric, Span<long> centres, Span<float> distances)
    {
        for (int i = 0; i < centres.Length; i += Block)
        {
            int n = Math.Min(Block, centres.Length - i);
            ExactNeighbours.Search(
                rows.Slice(i * width, n * width), centroids, width, metric, 1, centres.Slice(i, n), distances.Slice(i, n));
        }
    }

    private static int IndexOfMax(this Span<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++) if (values[i] > values[best]) best = i;
        return best;
    }

    /// <summary>Finite rows in random order, scaled to length one if told so.</summary>
    private static float[] Sample(ReadOnlySpan<float> rows, int count, int width, bool scale, long wanted, int seed)
    {
        Random random = new(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        float[] sample = new float[wanted * width];
        int taken = 0;
        for (int i = 0; i < count && taken < wanted; i++)
        {
            int j = random.Next(i, count);
            (order[i], order[j]) = (order[j], order[i]);
            ReadOnlySpan<float> row = rows.Slice(order[i] * width, width);
            double square = 0;
            foreach (float x in row) square += (double)x * x;
            if (!double.IsFinite(square)) continue;
            double factor = scale && square > 0 ? 1 / Math.Sqrt(square) : 1;
            Span<float> to = sample.AsSpan(taken++ * width, width);
            for (int d = 0; d < width; d++) to[d] = (float)(row[d] * factor);
        }
        return taken == wanted ? sample : sample[..(taken * width)];
    }
}
