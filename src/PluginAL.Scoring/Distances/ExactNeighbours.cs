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
        Run(search, [], database, rows, threads);
        search.CopyTo(indices, distances);
        return search.NonFiniteCount;
    }

    /// <summary>Finds the k nearest rows of each query in memory that is used again: after the first call nothing is allocated, but what it takes
    /// to start more threads than one.</summary>
    /// <param name="queries">(Q, <paramref name="width"/>) row-major.</param>
    /// <param name="database">(N, <paramref name="width"/>) row-major.</param>
    /// <param name="width">D, values in a row, at least 1.</param>
    /// <param name="metric">What is near.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1; more than N is fine.</param>
    /// <param name="indices">(Q, k) row numbers, nearest first, equal distances by the lower row; −1 where there are fewer.</param>
    /// <param name="distances">(Q, k) distances, or similarities; NaN beside −1.</param>
    /// <param name="workspace">The memory.</param>
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
        NeighbourWorkspace workspace,
        int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        int rows = Shape.Rows(database.Length, width, nameof(database));
        NeighbourSearch search = workspace.Search(queries, width, metric, k);
        Shape.Length(indices.Length, (long)search.QueryCount * k, nameof(indices));
        Shape.Length(distances.Length, (long)search.QueryCount * k, nameof(distances));
        if (threads == 1)
        {
            search.Add(database, 0);
        }
        else
        {
            fixed (float* p = database) Run(search, workspace, p, rows, threads);
        }
        search.CopyTo(indices, distances);
        return search.NonFiniteCount;
    }

    private static unsafe void Run(NeighbourSearch search, NeighbourWorkspace workspace, float* database, int rows, int threads)
    {
        int width = search.Width;
        Run(search, workspace.Forks(search, threads - 1), (first, count) => new(database + (nint)first * width, count * width), rows, threads);
    }

    /// <summary>Looks through all rows with a search and, for further threads, forks of it: those given, or new ones.</summary>
    private static void Run(NeighbourSearch search, ReadOnlySpan<NeighbourSearch> forks, RowReader database, long rows, int threads)
    {
        int width = search.Width, block = (int)Math.Clamp(Math.Min(BlockFloats / width, rows / threads), 256, 1 << 20);
        if ((long)block * width > Array.MaxLength) block = Math.Max(1, Array.MaxLength / width);
        long blocks = (rows + block - 1) / block, next = 0;
        threads = (int)Math.Min(threads, Math.Max(blocks, 1));
        if (threads == 1)
        {
            Work(search);
            return;
        }
        NeighbourSearch[] parts = new NeighbourSearch[threads];
        parts[0] = search;
        for (int t = 1; t < threads; t++) parts[t] = forks.IsEmpty ? search.Fork() : forks[t - 1];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t => Work(parts[t]));
        for (int t = 1; t < threads; t++) search.Merge(parts[t]);

        void Work(NeighbourSearch mine)
        {
            for (long b = Interlocked.Increment(ref next) - 1; b < blocks; b = Interlocked.Increment(ref next) - 1)
            {
                int count = (int)Math.Min(block, rows - b * block);
                ReadOnlySpan<float> read = database(b * block, count);
                Shape.Length(read.Length, (long)count * width, nameof(database));
                mine.Add(read, b * block);
            }
        }
    }
}
