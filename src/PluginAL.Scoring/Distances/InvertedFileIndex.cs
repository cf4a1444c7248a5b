using System.Diagnostics;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>An inverted-file index: rows in lists by their nearest centroid, of which a search looks through the nearest few.</summary>
/// <remarks>
/// A search compares the query with the rows of its nearest lists exactly (see <see cref="NeighbourSearch"/>) and misses neighbours that
/// lie in other lists; with as many probes as there are lists it is the exact search. Four arrays are the whole index: centroids, where each list starts, the row
/// numbers in list order, and the rows in list order, so that it can be saved as columns and searched where they are mapped.
/// Rows with NaN or infinities are in no list. Safe for searches by several threads at once (Sivic and Zisserman 2003; Jégou, Douze and Schmid 2011).
/// </remarks>
[DebuggerDisplay("{RowCount} rows in {ListCount} lists, {Metric}")]
public sealed class InvertedFileIndex
{
    private readonly RowReader _vectors;

    /// <summary>An index made of its arrays.</summary>
    /// <param name="metric">What is near.</param>
    /// <param name="width">D, values in a row, at least 1.</param>
    /// <param name="centroids">(L, <paramref name="width"/>) row-major, L at least 1.</param>
    /// <param name="offsets">L + 1 ascending positions from 0: list i has the positions from offsets[i] up to, not with, offsets[i + 1].</param>
    /// <param name="rowNumbers">The row number at each position.</param>
    /// <param name="vectors">Hands out rows by position, in list order.</param>
    /// <exception cref="ArgumentException">The arrays do not fit together.</exception>
    public InvertedFileIndex(
        DistanceMetric metric,
        int width,
        ReadOnlyMemory<float> centroids,
        ReadOnlyMemory<long> offsets,
        ReadOnlyMemory<long> rowNumbers,
        RowReader vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (!Enum.IsDefined(metric)) throw new ArgumentOutOfRangeException(nameof(metric), metric, "Not a metric.");
        ListCount = Shape.Rows(centroids.Length, width, nameof(centroids));
        ArgumentOutOfRangeException.ThrowIfZero(ListCount, nameof(centroids));
        Shape.Length(offsets.Length, ListCount + 1L, nameof(offsets));
        Shape.Offsets(offsets.Span, rowNumbers.Length, nameof(offsets));
        if (offsets.Span[0] != 0) throw new ArgumentException($"The first offset is {offsets.Span[0]}, expected 0.", nameof(offsets));
        (Metric, Width, Centroids, Offsets, RowNumbers, _vectors) = (metric, width, centroids, offsets, rowNumbers, vectors);
    }

    /// <summary>What is near.</summary>
    public DistanceMetric Metric { get; }

    /// <summary>D, values in a row.</summary>
    public int Width { get; }

    /// <summary>L, the number of lists.</summary>
    public int ListCount { get; }

    /// <summary>Rows in all lists.</summary>
    public int RowCount => RowNumbers.Length;

    /// <summary>(L, D) row-major.</summary>
    public ReadOnlyMemory<float> Centroids { get; }

    /// <summary>L + 1 positions.</summary>
    public ReadOnlyMemory<long> Offsets { get; }

    /// <summary>The row number at each position.</summary>
    public ReadOnlyMemory<long> RowNumbers { get; }

    /// <summary>Rows by position, in list order.</summary>
    /// <param name="first">The first position.</param>
    /// <param name="count">How many.</param>
    /// <returns>count × D values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Positions outside the lists.</exception>
    public ReadOnlySpan<float> Vectors(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RowCount - first);
        return count == 0 ? [] : _vectors(first, count);
    }

    /// <summary>Builds an index in memory.</summary>
    /// <param name="database">(N, <paramref name="width"/>) row-major; copied, list by list.</param>
    /// <param name="width">D, at least 1.</param>
    /// <param name="metric">What is near.</param>
    /// <param name="lists">L, from 1 to the number of finite rows; about √N is usual.</param>
    /// <param name="seed">The same seed and rows give the same index.</param>
    /// <param name="iterations">Rounds of k-means, at least 0.</param>
    /// <param name="rowsPerList">Rows to learn each centroid from: a sample of L times that many is used.</param>
    /// <remarks>Centroids are the means of Lloyd's k-means in Euclidean distance; for <see cref="DistanceMetric.Cosine"/> of rows scaled to length one.</remarks>
    /// <returns>The index.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or there are fewer finite rows than lists.</exception>
    public static InvertedFileIndex Build(
        ReadOnlySpan<float> database, int width, DistanceMetric metric, int lists, int seed, int iterations = 10, int rowsPerList = 128)
    {
        int rows = Shape.Rows(database.Length, width, nameof(database));
        ArgumentOutOfRangeException.ThrowIfLessThan(lists, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerList, 1);
        float[] centroids = Centres.Train(database, rows, width, metric, lists, seed, iterations, rowsPerList);

        long[] assigned = new long[rows];
        Centres.Assign(database, width, centroids, Centres.AssignBy(metric), assigned, new float[rows]);
        long[] offsets = new long[lists + 1];
        foreach (long list in assigned) if (list >= 0) offsets[list + 1]++;
        for (int i = 0; i < lists; i++) offsets[i + 1] += offsets[i];
        long[] next = offsets[..lists], numbers = new long[offsets[lists]];
        float[] vectors = new float[offsets[lists] * width];
        for (int i = 0; i < rows; i++)
        {
            if (assigned[i] < 0) continue;
            long position = next[assigned[i]]++;
            numbers[position] = i;
            database.Slice(i * width, width).CopyTo(vectors.AsSpan((int)position * width, width));
        }
        return new(metric, width, centroids, offsets, numbers, (first, count) => vectors.AsSpan((int)first * width, count * width));
    }

    /// <summary>Finds near rows of each query.</summary>
    /// <param name="queries">(Q, <see cref="Width"/>) row-major.</param>
    /// <param name="probes">Lists to look through for each query, from 1 to <see cref="ListCount"/>.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1.</param>
    /// <param name="rows">(Q, k) row numbers, nearest first, equal distances by the lower row; −1 where fewer were found.</param>
    /// <param name="distances">(Q, k) distances, or similarities; NaN beside −1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or an argument is out of range.</exception>
    public void Search(ReadOnlySpan<float> queries, int probes, int k, Span<long> rows, Span<float> distances) =>
        Search(queries, probes, k, rows, distances, new NeighbourWorkspace());

    /// <summary>Finds near rows of each query, in memory that is used again: after the first call nothing is allocated.</summary>
    /// <param name="queries">(Q, <see cref="Width"/>) row-major.</param>
    /// <param name="probes">Lists to look through for each query, from 1 to <see cref="ListCount"/>.</param>
    /// <param name="k">Neighbours wanted for each query, at least 1.</param>
    /// <param name="rows">(Q, k) row numbers, nearest first, equal distances by the lower row; −1 where fewer were found.</param>
    /// <param name="distances">(Q, k) distances, or similarities; NaN beside −1.</param>
    /// <param name="workspace">The memory.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or an argument is out of range.</exception>
    public void Search(
        ReadOnlySpan<float> queries, int probes, int k, Span<long> rows, Span<float> distances, NeighbourWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probes, ListCount);
        int count = Shape.Rows(queries.Length, Width, nameof(queries));
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        Shape.Length(rows.Length, (long)count * k, nameof(rows));
        Shape.Length(distances.Length, (long)count * k, nameof(distances));
        workspace.Lists(checked(count * probes), out Span<long> lists, out Span<float> listDistances);
        NeighbourSearch coarse = workspace.ListSearch(queries, Width, Metric, probes), fine = workspace.Search(queries, Width, Metric, k);
        coarse.Add(Centroids.Span, 0);
        coarse.CopyTo(lists, listDistances);
        for (int q = 0; q < count; q++)
        {
            foreach (long list in lists.Slice(q * probes, probes))
            {
                if (list < 0) break; // a query that is not finite has no lists
                AddList(fine, q, (int)list);
            }
        }
        fine.CopyTo(rows, distances);
    }

    private void AddList(NeighbourSearch search, int query, int list)
    {
        long first = Offsets.Span[list], end = Offsets.Span[list + 1];
        int most = Math.Max(1, Array.MaxLength / Width);
        while (first < end)
        {
            int n = (int)Math.Min(most, end - first);
            ReadOnlySpan<float> vectors = _vectors(first, n);
            Shape.Length(vectors.Length, (long)n * Width, "vectors");
            search.AddTo(query, vectors, RowNumbers.Span.Slice((int)first, n));
            first += n;
        }
    }
}
