using PluginAL.Scoring;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>Distances of a view's rows to other rows, on all processors.</summary>
internal static class Distance
{
    /// <summary>The squared Euclidean distance of each row to the nearest of others; +∞ without others.</summary>
    public static float[] ToNearest(PoolView view, PoolView others, CancellationToken cancellation)
    {
        var distances = new float[view.Count];
        if (others.Count == 0)
        {
            Array.Fill(distances, float.PositiveInfinity);
            return distances;
        }

        var centres = Finite(others);
        Parts.ForEach(view.Count, cancellation, (first, count) =>
            KMeans.Assign(
                view.Embeddings.AsSpan(first * view.Width, count * view.Width), view.Width, centres, new int[count], distances.AsSpan(first, count)));
        return distances;
    }

    /// <summary>Lowers each row's squared distance to that of one more row.</summary>
    public static void Lower(PoolView view, ReadOnlySpan<float> row, float[] distances, CancellationToken cancellation) =>
        Lower(view.Embeddings, row, distances, cancellation);

    /// <summary>The same for a table of rows as wide as the one more.</summary>
    public static void Lower(float[] vectors, ReadOnlySpan<float> row, float[] distances, CancellationToken cancellation)
    {
        var target = row.ToArray();
        Parts.ForEach(distances.Length, cancellation, (first, count) =>
        {
            Span<float> to = stackalloc float[count];
            Distances.ToRows(DistanceMetric.SquaredEuclidean, target, vectors.AsSpan(first * target.Length, count * target.Length), to);
            for (var i = 0; i < count; i++)
            {
                distances[first + i] = Math.Min(distances[first + i], to[i]);
            }
        });
    }

    /// <summary>The values of the rows that are finite: others cover nothing.</summary>
    private static float[] Finite(PoolView view)
    {
        var values = new List<float>(view.Embeddings.Length);
        for (var i = 0; i < view.Count; i++)
        {
            var row = view.Embedding(i);
            if (!row.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            {
                values.AddRange(row);
            }
        }

        return [.. values];
    }
}
