using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Exact nearest neighbours of rows of bits.</summary>
public static class HammingNeighbours
{
    private const int BlockWords = 4 * 1024;

    /// <summary>Finds the k rows that differ from each query in the fewest bits.</summary>
    /// <param name="queries">(Q, <paramref name="words"/>) row-major, 64 bits a word.</param>
    /// <param name="database">(N, <paramref name="words"/>) row-major.</param>
    /// <param name="words">W, at least 1.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1; more than N is fine.</param>
    /// <param name="indices">(Q, k) row numbers, nearest first, equal distances by the lower row; −1 where there are fewer.</param>
    /// <param name="distances">(Q, k) numbers of bits; −1 beside −1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Search(
        ReadOnlySpan<ulong> queries, ReadOnlySpan<ulong> database, int words, int k, Span<long> indices, Span<long> distances) =>
        Search(queries, database, words, k, indices, distances, new NeighbourWorkspace());

    /// <summary>Finds the k rows that differ from each query in the fewest bits, in memory that is used again: after the first call nothing is
    /// allocated.</summary>
    /// <param name="queries">(Q, <paramref name="words"/>) row-major, 64 bits a word.</param>
    /// <param name="database">(N, <paramref name="words"/>) row-major.</param>
    /// <param name="words">W, at least 1.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1; more than N is fine.</param>
    /// <param name="indices">(Q, k) row numbers, nearest first, equal distances by the lower row; −1 where there are fewer.</param>
    /// <param name="distances">(Q, k) numbers of bits; −1 beside −1.</param>
    /// <param name="workspace">The memory.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Search(
        ReadOnlySpan<ulong> queries, ReadOnlySpan<ulong> database, int words, int k, Span<long> indices, Span<long> distances,
        NeighbourWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        int count = Shape.Rows(queries.Length, words, nameof(queries)), rows = Shape.Rows(database.Length, words, nameof(database));
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        Shape.Length(indices.Length, (long)count * k, nameof(indices));
        Shape.Length(distances.Length, (long)count * k, nameof(distances));
        NeighbourHeaps heaps = workspace.Heaps(count, k);
        int block = Math.Max(1, BlockWords / words);
        for (int start = 0; start < rows; start += block)
        {
            int end = Math.Min(start + block, rows);
            for (int q = 0; q < count; q++)
            {
                ReadOnlySpan<ulong> query = queries.Slice(q * words, words);
                double worst = heaps.Worst(q);
                for (int i = start; i < end; i++)
                {
                    long distance = Distances.Hamming(query, database.Slice(i * words, words));
                    if (distance < worst && heaps.Offer(q, distance, i)) worst = heaps.Worst(q); // an equal one would have a higher row
                }
            }
        }
        for (int q = 0; q < count; q++)
        {
            int found = heaps.Sort(q, out ReadOnlySpan<double> keys, out ReadOnlySpan<long> best);
            for (int i = 0; i < k; i++)
            {
                indices[q * k + i] = i < found ? best[i] : -1;
                distances[q * k + i] = i < found ? (long)keys[i] : -1;
            }
        }
    }
}
