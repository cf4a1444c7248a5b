using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Exact nearest neighbours of many queries among many rows.</summary>
/// <remarks>See <see cref="NeighbourSearch"/> for what is exact and how NaN is treated; that type also takes rows in
/// any other order, such as shards on several machines.</remarks>
public static class ExactNeighbours
{
    private const int BlockFloats = 4 * 1024 * 1024;

    /// <summary>Finds the k nearest rows of each query.</summary>
    /// <param name="queries">(Q, <paramref name="width"/>) row-major.</param>
    /// <param name="database">(N, <paramref name="width"/>) row-major.</param>
    /// <param name="width">D, values in a row, at least 1.</param>
    /// <param name="metric">What is near.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1; more than N is fine.</param>
    /// <param name="indices">(Q, k) row numbers, nearest first, equal distances by the lower row; −1 where there are fewer.</param>
    /// <param name="distances">(Q, k) distances, or similarities; NaN beside −1.</param>
    /// <param name="threads">Threads to use, at least 1. The result is the same for any number.</param>
    /// <returns>How many rows held NaN or an infinity and so were left out.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static unsafe long Search(
        ReadOnlySpan<float> queries,
        ReadOnlySpan<float> database,
        int width,
        DistanceMetric metric,
        int k,
        Span<long> indices,
        Span<float> distances,
        int threads = 1)
    {
        int rows = Shape.Rows(database.Length, width, nameof(database));
        fixed (float* p = database)
        {
            float* start = p;
            return Search(
                queries, (first, count) => new(start + (nint)first * width, count * width), rows, width, metric, k, indices, distances, threads);
        }
    }

    /// <summary>Finds the k nearest rows of each query among rows that are read block by block.</summary>
    /// <param name="queries">(Q, <paramref name="width"/>) row-major.</param>
    /// <param name="database">Hands out the rows; each is asked for once.</param>
    /// <param name="rows">N, how many rows there are.</param>
    /// <param name="width">D, values in a row, at least 1.</param>
    /// <param name="metric">What is near.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1; more than N is fine.</param>
    /// <param name="indices">(Q, k) row numbers, nearest first, equal distances by the lower row; −1 where there are fewer.</param>
    /// <param name="distances">(Q, k) distances, or similarities; NaN beside −1.</param>
    /// <param name="threads">Threads to use, at least 1. The result is the same for any number.</param>
    /// <returns>How many rows held NaN or an infinity and so were left out.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the reader gave another number of values.</exception>
    public static long Search(
        ReadOnlySpan<float> queries,
        RowReader database,
        long rows,
        int width,
        DistanceMetric metric,
        int k,
        Span<long> indices,
        Span<float> distances,
        int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        NeighbourSearch search = new(queries, width, metric, k);
        Shape.Length(indices.Length, (long)search.QueryCount * k, nameof(indices));
        Shape.Length(distances.Length, (long)search.QueryCount * k, nameof(distances));
        int block = (int)Math.Clamp(Math.Min(BlockFloats / width, rows / threads), 256, 1 << 20);
        if ((long)block * width > Array.MaxLength) block = Math.Max(1, Array.MaxLength / width);
        long blocks = (rows + block - 1) / block, next = 0;

        void Work(NeighbourSearch mine)
        {
            for (long b = Interlocked.Increment(ref next) - 1; b < blocks; b = Interlocked.Increment(ref next) - 1)
                mine.Add(Read(database, b * block, (int)Math.Min(block, rows - b * block), width), b * block);
        }

        threads = (int)Math.Min(threads, Math.Max(blocks, 1));
        if (threads == 1) Work(search);
        else Run(search, threads, Work);
        search.CopyTo(indices, distances);
        return search.NonFiniteCount;
    }

    /// <summary>Finds the k nearest rows of each query on this thread, in memory that is used again: after the first call nothing is allocated.</summary>
    /// <param name="queries">(Q, <paramref name="width"/>) row-major.</param>
    /// <param name="database">(N, <paramref name="width"/>) row-major.</param>
    /// <param name="width">D, values in a row, at least 1.</param>
    /// <param name="metric">What is near.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1; more than N is fine.</param>
    /// <param name="indices">(Q, k) row numbers, nearest first, equal distances by the lower row; −1 where there are fewer.</param>
    /// <param name="distances">(Q, k) distances, or similarities; NaN beside −1.</param>
    /// <param name="workspace">The memory.</param>
    /// <returns>How many rows held NaN or an infinity and so were left out.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static long Search(
        ReadOnlySpan<float> queries,
        ReadOnlySpan<float> database,
        int width,
        DistanceMetric metric,
        int k,
        Span<long> indices,
        Span<float> distances,
        NeighbourWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        NeighbourSearch search = workspace.Search(queries, width, metric, k);
        Shape.Length(indices.Length, (long)search.QueryCount * k, nameof(indices));
        Shape.Length(distances.Length, (long)search.QueryCount * k, nameof(distances));
        search.Add(database, 0);
        search.CopyTo(indices, distances);
        return search.NonFiniteCount;
    }

    private static ReadOnlySpan<float> Read(RowReader database, long first, int count, int width)
    {
        ReadOnlySpan<float> rows = database(first, count);
        Shape.Length(rows.Length, (long)count * width, nameof(database));
        return rows;
    }

    private static void Run(NeighbourSearch search, int threads, Action<NeighbourSearch> work)
    {
        NeighbourSearch[] parts = new NeighbourSearch[threads];
        for (int t = 0; t < threads; t++) parts[t] = t == 0 ? search : search.Fork();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t => work(parts[t]));
        for (int t = 1; t < threads; t++) search.Merge(parts[t]);
    }
}
