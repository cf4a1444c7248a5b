using System.Diagnostics;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Finds the exact k nearest rows of each of many queries in a stream of blocks of rows.</summary>
/// <remarks>
/// The neighbours are those of an exhaustive comparison in float64, equal distances by the lower row number, and depend neither on the
/// order of the rows, nor on blocks, nor on the <see cref="KernelPath"/>, nor on how work was split and merged: a fast product in float32 leaves out only rows that its worst-case
/// rounding cannot bring back, and the others are compared in float64. A row that holds NaN or an infinity is never a
/// neighbour: it is counted. A query that does has no neighbours. Each row is to be added once. Not thread-safe: <see cref="Fork"/> one for
/// each thread, then <see cref="Merge"/>. Adding allocates nothing but, at most once, another form of the queries.
/// </remarks>
[DebuggerDisplay("{K} of {Metric} for {QueryCount} queries, {NonFiniteCount} rows not finite")]
public sealed class NeighbourSearch
{
    private readonly QueryPanels _queries;
    private readonly RowPanels _panels;
    private readonly NeighbourHeaps _heaps;
    private bool _isSorted;
    private bool _barsAreStale = true;

    /// <summary>Prepares a search.</summary>
    /// <param name="queries">(Q, <paramref name="width"/>) row-major; copied.</param>
    /// <param name="width">D, values in a query and in a row, at least 1.</param>
    /// <param name="metric">What is near.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1.</param>
    /// <exception cref="ArgumentException">The queries are no whole number of rows, or Q × k or the packed queries exceed an array.</exception>
    public NeighbourSearch(ReadOnlySpan<float> queries, int width, DistanceMetric metric, int k)
    {
        int count = Check(queries, width, metric, k);
        _queries = new(queries, count, width, metric);
        _panels = new(_queries);
        _heaps = new(count, k);
    }

    private NeighbourSearch(QueryPanels queries, int k)
    {
        _queries = queries;
        _panels = new(queries);
        _heaps = new(queries.Count, k);
    }

    /// <summary>Neighbours wanted for each query.</summary>
    public int K => _heaps.K;

    /// <summary>Q, the number of queries.</summary>
    public int QueryCount => _queries.Count;

    /// <summary>D, values in a row.</summary>
    public int Width => _queries.Width;

    /// <summary>What is near.</summary>
    public DistanceMetric Metric => _queries.Metric;

    /// <summary>How many rows held NaN or an infinity.</summary>
    public long NonFiniteCount => _panels.NonFiniteCount;

    /// <summary>The lowest row number that held NaN or an infinity; −1 when there was none.</summary>
    public long FirstNonFiniteRow => _panels.FirstNonFiniteRow;

    /// <summary>An empty search for the same queries, which are shared: for another thread.</summary>
    /// <returns>A search that has seen no rows.</returns>
    public NeighbourSearch Fork() => new(_queries, K);

    /// <summary>Looks through a block of consecutive rows.</summary>
    /// <param name="rows">(N, <see cref="Width"/>) row-major.</param>
    /// <param name="firstRow">The number of the first row, at least 0.</param>
    /// <exception cref="ArgumentException">The rows are no whole number, or <paramref name="firstRow"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The results have been copied already.</exception>
    public void Add(ReadOnlySpan<float> rows, long firstRow)
    {
        int count = Shape.Rows(rows.Length, Width, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ThrowIfSorted();
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Add<Lanes256>(rows, count, firstRow); break;
            case KernelPath.Vector128: Add<Lanes128>(rows, count, firstRow); break;
            default: Add<LanesScalar>(rows, count, firstRow); break;
        }
    }

    /// <summary>Takes over what another search for the same queries has found, exactly as if its rows had been added here.</summary>
    /// <param name="other">A search over other rows, made by <see cref="Fork"/>.</param>
    /// <exception cref="ArgumentException">The other is this one, or has other queries.</exception>
    /// <exception cref="InvalidOperationException">The results of one of them have been copied already.</exception>
    public void Merge(NeighbourSearch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this) throw new ArgumentException("A search cannot be merged into itself.", nameof(other));
        if (other._queries != _queries || other.K != K)
            throw new ArgumentException("Found a search for other queries, expected a fork of the same search.", nameof(other));
        ThrowIfSorted();
        other.ThrowIfSorted();
        _heaps.Merge(other._heaps);
        _barsAreStale = true;
        _panels.NonFiniteCount += other.NonFiniteCount;
        if (other.FirstNonFiniteRow >= 0 && (FirstNonFiniteRow < 0 || other.FirstNonFiniteRow < FirstNonFiniteRow))
            _panels.FirstNonFiniteRow = other.FirstNonFiniteRow;
    }

    /// <summary>Ends the search and writes what was found, nearest first.</summary>
    /// <param name="rows">(Q, K) row numbers; −1 where fewer than K rows could be neighbours.</param>
    /// <param name="distances">(Q, K) distances, rounded once from float64, or similarities; NaN beside −1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void CopyTo(Span<long> rows, Span<float> distances)
    {
        Shape.Length(rows.Length, (long)QueryCount * K, nameof(rows));
        Shape.Length(distances.Length, (long)QueryCount * K, nameof(distances));
        if (_isSorted) throw new InvalidOperationException("The results of this search have been copied already.");
        _isSorted = true;
        for (int q = 0; q < QueryCount; q++)
        {
            int count = _heaps.Sort(q, out ReadOnlySpan<double> keys, out ReadOnlySpan<long> found);
            found.CopyTo(rows.Slice(q * K, K));
            rows.Slice(q * K + count, K - count).Fill(-1);
            for (int i = 0; i < K; i++) distances[q * K + i] = i < count ? ExactDistance.Distance(Metric, keys[i]) : float.NaN;
        }
    }

    /// <summary>Begins another search in the memory of this one. Its forks must be begun anew as well, by <see cref="ResetFork"/>.</summary>
    internal void Reset(ReadOnlySpan<float> queries, int width, DistanceMetric metric, int k)
    {
        int count = Check(queries, width, metric, k);
        _queries.Reset(queries, count, width, metric);
        Empty(k);
    }

    /// <summary>Makes this fork of <paramref name="search"/> as empty as a new one.</summary>
    internal void ResetFork(NeighbourSearch search)
    {
        Debug.Assert(_queries == search._queries);
        Empty(search.K);
    }

    private void Empty(int k)
    {
        _panels.Reset(_queries);
        _heaps.Reset(QueryCount, k);
        _isSorted = false;
        _barsAreStale = true;
    }

    internal unsafe void Add<L>(ReadOnlySpan<float> rows, int count, long firstRow) where L : struct, ILanes<L>
    {
        if (_barsAreStale) NeighbourKernel<L>.SetBars(_queries, _panels, _heaps);
        _barsAreStale = false;
        fixed (float* p = rows) NeighbourKernel<L>.Scan(_queries, _panels, _heaps, p, count, firstRow);
    }

    /// <summary>Looks through rows for neighbours of one query alone.</summary>
    internal void AddTo(int query, ReadOnlySpan<float> rows, ReadOnlySpan<long> numbers)
    {
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: AddTo<Lanes256>(query, rows, numbers); break;
            case KernelPath.Vector128: AddTo<Lanes128>(query, rows, numbers); break;
            default: AddTo<LanesScalar>(query, rows, numbers); break;
        }
    }

    internal unsafe void AddTo<L>(int query, ReadOnlySpan<float> rows, ReadOnlySpan<long> numbers) where L : struct, ILanes<L>
    {
        _barsAreStale = true;
        fixed (float* p = rows)
        fixed (long* n = numbers)
            NeighbourKernel<L>.ScanOne(_queries, _panels, _heaps, query, p, numbers.Length, n);
    }

    private static int Check(ReadOnlySpan<float> queries, int width, DistanceMetric metric, int k)
    {
        int count = Shape.Rows(queries.Length, width, nameof(queries));
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (metric is < DistanceMetric.SquaredEuclidean or > DistanceMetric.Manhattan)
            throw new ArgumentOutOfRangeException(nameof(metric), metric, "Not a metric.");
        if ((long)count * k > Array.MaxLength || (count + 16L) * width > Array.MaxLength - 64)
            throw new ArgumentException($"{count} queries of {width} values with {k} neighbours each are too many at once.", nameof(queries));
        return count;
    }

    private void ThrowIfSorted()
    {
        if (_isSorted) throw new InvalidOperationException("The results of this search have been copied: it has ended.");
    }
}
