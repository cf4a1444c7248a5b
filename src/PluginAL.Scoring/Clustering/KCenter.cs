using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>Core-set selection by k-center: picks rows so that no row is far from its nearest picked or labelled row.</summary>
public static class KCenter
{
    /// <summary>Farthest-first traversal: picks, again and again, the row whose nearest centre is farthest away.</summary>
    /// <param name="rows">The (N, D) table. It is read in ascending row order, in several sweeps.</param>
    /// <param name="count">How many rows to pick, at least 0.</param>
    /// <param name="chosenRows">Rows that are centres already (labelled ones), in any order. They are never picked.</param>
    /// <param name="sortedExcludedRows">Rows in ascending order that must not be picked and cover nothing.</param>
    /// <param name="threads">How many threads may work, at least 1. The picks do not depend on it.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The picks with their distances.</returns>
    /// <remarks>
    /// Greedy 2-approximation of the k-center problem (Gonzalez 1985), used for batches by Sener and Savarese (2018). The distance is
    /// Euclidean, compared as Σ (x − c)² in float32; of equally far rows the lowest is picked, so the picks are the same for every
    /// <see cref="KernelPath"/> and number of threads. Without chosen rows the first pick is the lowest candidate with finite values:
    /// pass a random row as chosen for a random start.
    /// <para>
    /// Each row has an upper bound, its distance to the nearest of the centres that it has met so far. A row meets further centres only
    /// while its bound reaches the largest distance known, and then only those that the triangle inequality does not rule out: with a
    /// centre c at distance δ and a new one more than 2δ from c, that new one cannot be nearer. A margin covers the rounding of float32,
    /// so the picks are exactly those of the full traversal, which costs O(N · D) for each centre; this one never computes a distance
    /// more. Memory: 12 bytes for each row, the centres, and the distances among the first 3 √N of these, at most 4,096; those beyond
    /// are not ruled out by the triangle inequality.
    /// </para>
    /// <para>
    /// A row that holds NaN or an infinity, or is so far from every centre that the square overflows, is never picked; such candidates
    /// are counted in the result. A chosen row that holds NaN or an infinity covers nothing.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">A row number is outside the table, or the excluded rows are not in ascending order.</exception>
    public static KCenterResult Greedy(
        RowTable rows,
        int count,
        ReadOnlySpan<long> chosenRows = default,
        ReadOnlySpan<long> sortedExcludedRows = default,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        RowList.Check(chosenRows, rows.Count, nameof(chosenRows));
        RowList.CheckSorted(sortedExcludedRows, rows.Count, nameof(sortedExcludedRows));
        return Kernel.Active switch
        {
            >= KernelPath.Avx2 => Run<Lanes256>(rows, count, chosenRows, sortedExcludedRows, threads, KCenterPruning.Full, cancellation),
            KernelPath.Vector128 => Run<Lanes128>(rows, count, chosenRows, sortedExcludedRows, threads, KCenterPruning.Full, cancellation),
            _ => Run<LanesScalar>(rows, count, chosenRows, sortedExcludedRows, threads, KCenterPruning.Full, cancellation),
        };
    }

    internal static KCenterResult Run<L>(
        RowTable rows, int count, ReadOnlySpan<long> chosen, ReadOnlySpan<long> excluded, int threads, KCenterPruning pruning,
        CancellationToken cancellation)
        where L : struct, ILanes<L>
    {
        count = (int)Math.Min(count, rows.Count);
        using KCenterSearch<L> search = new(rows, checked(chosen.Length + count), threads, pruning);
        return search.Run(count, chosen, excluded, cancellation);
    }
}
