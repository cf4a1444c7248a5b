using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>k-means: K centres such that rows are near to one of them, by squared Euclidean distance.</summary>
/// <remarks>
/// Everything is the same bit by bit for every <see cref="KernelPath"/> and number of threads: a distance is a chain of fused multiply-adds
/// of differences in float32, sums over rows are float64 and taken in blocks of fixed size. A row that holds NaN or an
/// infinity is never a start, belongs to no cluster and is counted.
/// </remarks>
public static class KMeans
{
    private const int MaxTrials = 1000;

    /// <summary>The number of trials for each centre unless the caller says otherwise: 2 + ⌊ln K⌋.</summary>
    /// <param name="clusters">K, at least 1.</param>
    /// <returns>At least 2.</returns>
    public static int DefaultTrials(int clusters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        return 2 + (int)Math.Log(clusters);
    }

    /// <summary>Draws rows as first centres by greedy k-means++.</summary>
    /// <param name="rows">The (N, D) table; it is read once for each centre.</param>
    /// <param name="clusters">K, 1 to N.</param>
    /// <param name="uniform">Uniform numbers in [0, 1): the argument is (centre, trial), each asked for at most once. A counter-based
    /// generator makes the start repeatable.</param>
    /// <param name="trials">Candidates for each centre but the first, 1 to 1,000; 0 for <see cref="DefaultTrials"/>. 1 is plain
    /// k-means++.</param>
    /// <param name="threads">How many threads may work, at least 1.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>K row numbers in the order of drawing. They differ, unless fewer than K rows do.</returns>
    /// <remarks>
    /// Arthur and Vassilvitskii 2007: the first row uniformly, each further one with a probability proportional to its squared distance to
    /// the nearest centre so far. Greedy: of several such candidates the one is kept that leaves the smallest sum of these distances (the
    /// first of equals). All candidates of a centre are measured in one pass: O(N · D · trials) for each centre, 4 bytes for each row.
    /// </remarks>
    /// <exception cref="ArgumentException">K is not 1 to N, or no row is finite.</exception>
    public static long[] Start(
        RowTable rows, int clusters, Func<long, int, double> uniform, int trials = 0, int threads = 1,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(uniform);
        CheckClusters(clusters, rows.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, MaxTrials);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (trials == 0) trials = DefaultTrials(clusters);
        return Kernel.Active switch
        {
            >= KernelPath.Avx2 => Start<Lanes256>(rows, clusters, uniform, trials, threads, cancellation),
            KernelPath.Vector128 => Start<Lanes128>(rows, clusters, uniform, trials, threads, cancellation),
            _ => Start<LanesScalar>(rows, clusters, uniform, trials, threads, cancellation),
        };
    }

    /// <summary>Lloyd's iteration from given centres.</summary>
    /// <param name="rows">The (N, D) table, N up to the length of an array; it is read once or in part for each iteration.</param>
    /// <param name="centres">(K, D) row-major, finite, K from 1 to N.</param>
    /// <param name="options">How to iterate; null for the defaults.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Centres and assignments that belong together.</returns>
    /// <remarks>
    /// Lloyd 1982. Each row keeps an upper bound of the distance to its centre and a lower bound of that to any other (Hamerly 2010);
    /// distances are computed only where the bounds cannot tell, and since the bounds have margins for rounding the assignments are
    /// exactly those of plain Lloyd, of equally near centres the lowest. A cluster that loses all rows gets as its centre the row
    /// that is farthest from its own (of equals the lowest), unless that distance is 0: then it stays empty where it is.
    /// Memory: 12 bytes for each row and at most 32 sums of all clusters.
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, or a centre is not finite.</exception>
    public static KMeansResult Fit(
        RowTable rows, ReadOnlySpan<float> centres, KMeansOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxIterations, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        if (!(options.Tolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(options), options.Tolerance, "A tolerance must not be negative or NaN.");
        if (rows.Count > Array.MaxLength)
        {
            throw new ArgumentException(
                $"Found {rows.Count} rows, expected at most {Array.MaxLength}; fit a sample and assign the others by blocks.", nameof(rows));
        }
        CheckClusters(Shape.Rows(centres.Length, rows.Width, nameof(centres)), rows.Count);
        CheckFinite(centres);
        return Kernel.Active switch
        {
            >= KernelPath.Avx2 => Fit<Lanes256>(rows, centres, options, cancellation),
            KernelPath.Vector128 => Fit<Lanes128>(rows, centres, options, cancellation),
            _ => Fit<LanesScalar>(rows, centres, options, cancellation),
        };
    }

    /// <summary>Draws first centres by <see cref="Start"/> and iterates from there.</summary>
    /// <param name="rows">The (N, D) table.</param>
    /// <param name="clusters">K, 1 to N.</param>
    /// <param name="uniform">Uniform numbers in [0, 1), as for <see cref="Start"/>.</param>
    /// <param name="options">How to iterate; null for the defaults.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Centres and assignments that belong together.</returns>
    /// <exception cref="ArgumentException">K is not 1 to N, or no row is finite.</exception>
    public static KMeansResult Fit(
        RowTable rows, int clusters, Func<long, int, double> uniform, KMeansOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new();
        long[] start = Start(rows, clusters, uniform, 0, options.Threads, cancellation);
        float[] centres = new float[checked(clusters * rows.Width)];
        for (int c = 0; c < clusters; c++) rows.Rows(start[c], 1).CopyTo(centres.AsSpan(c * rows.Width));
        return Fit(rows, centres, options, cancellation);
    }

    /// <summary>The nearest centre of each row of a block.</summary>
    /// <param name="rows">(N, <paramref name="width"/>) row-major.</param>
    /// <param name="width">D, at least 1.</param>
    /// <param name="centres">(K, <paramref name="width"/>) row-major, finite.</param>
    /// <param name="assignments">N values: the nearest centre, the lowest of equals; −1 for a row without a finite distance.</param>
    /// <param name="squaredDistances">N values: the squared distance to it; +∞ for a row without one. Or empty.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a centre is not finite.</exception>
    public static void Assign(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> centres, Span<int> assignments, Span<float> squaredDistances = default)
    {
        int count = Shape.Rows(rows.Length, width, nameof(rows));
        Shape.Rows(centres.Length, width, nameof(centres));
        Shape.Length(assignments.Length, count, nameof(assignments));
        if (!squaredDistances.IsEmpty) Shape.Length(squaredDistances.Length, count, nameof(squaredDistances));
        CheckFinite(centres);
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Assign<Lanes256>(rows, width, centres, assignments, squaredDistances); break;
            case KernelPath.Vector128: Assign<Lanes128>(rows, width, centres, assignments, squaredDistances); break;
            default: Assign<LanesScalar>(rows, width, centres, assignments, squaredDistances); break;
        }
    }

    internal static long[] Start<L>(
        RowTable rows, int clusters, Func<long, int, double> uniform, int trials, int threads, CancellationToken cancellation)
        where L : struct, ILanes<L>
    {
        using KMeansStart<L> start = new(rows, trials, threads);
        return start.Run(clusters, uniform, cancellation);
    }

    internal static KMeansResult Fit<L>(RowTable rows, ReadOnlySpan<float> centres, KMeansOptions options, CancellationToken cancellation)
        where L : struct, ILanes<L>
    {
        using Lloyd<L> lloyd = new(rows, centres, options);
        return lloyd.Run(cancellation);
    }

    internal static unsafe void Assign<L>(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> centres, Span<int> assignments, Span<float> squaredDistances)
        where L : struct, ILanes<L>
    {
        const int Group = CentrePanels<L>.RowsAtOnce;
        float** group = stackalloc float*[Group];
        int* nearest = stackalloc int[Group];
        float* squared = stackalloc float[Group], second = stackalloc float[Group];
        fixed (float* x = rows, c = centres)
        {
            using CentrePanels<L> panels = new(centres.Length / width, width);
            panels.Pack(c, centres.Length / width);
            for (int i = 0; i < assignments.Length; i += Group)
            {
                int n = Math.Min(Group, assignments.Length - i);
                for (int r = 0; r < Group; r++) group[r] = x + (nint)(i + Math.Min(r, n - 1)) * width;
                panels.Nearest(group, n, nearest, squared, second);
                new ReadOnlySpan<int>(nearest, n).CopyTo(assignments[i..]);
                if (!squaredDistances.IsEmpty) new ReadOnlySpan<float>(squared, n).CopyTo(squaredDistances[i..]);
            }
        }
    }

    private static void CheckClusters(int clusters, long rows)
    {
        if (clusters < 1 || clusters > rows)
            throw new ArgumentOutOfRangeException(nameof(clusters), clusters, $"Expected 1 to {rows} clusters, one for each row at most.");
    }

    private static void CheckFinite(ReadOnlySpan<float> centres)
    {
        for (int i = 0; i < centres.Length; i++)
            if (!float.IsFinite(centres[i]))
                throw new ArgumentException($"Value {i} of the centres is {centres[i]}, expected finite centres.", nameof(centres));
    }
}
