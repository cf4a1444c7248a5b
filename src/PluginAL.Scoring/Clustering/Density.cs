using System.Runtime.Intrinsics;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>How densely a row is surrounded: representative rows are worth more to a learner than outliers.</summary>
public static class Density
{
    /// <summary>Density from the distances to the nearest neighbours.</summary>
    /// <param name="measure">How distances make a density.</param>
    /// <param name="distances">(N, <paramref name="neighbours"/>) row-major, in any order, at least 0: Euclidean or any other. Whether the
    /// row itself is among its neighbours is the caller's choice.</param>
    /// <param name="neighbours">k, at least 1.</param>
    /// <param name="densities">N values; see <see cref="NeighbourDensity"/> for unit and range. NaN for a row with a NaN among its
    /// distances.</param>
    /// <remarks>O(N · k), summed in float64. Nothing is allocated.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void OfNeighbours(NeighbourDensity measure, ReadOnlySpan<float> distances, int neighbours, Span<float> densities)
    {
        int rows = Shape.Rows(distances.Length, neighbours, nameof(distances));
        Shape.Length(densities.Length, rows, nameof(densities));
        if (measure is not (NeighbourDensity.MeanSimilarity or NeighbourDensity.InverseMeanDistance))
            throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a density.");
        for (int i = 0; i < rows; i++)
        {
            double sum = 0;
            ReadOnlySpan<float> row = distances.Slice(i * neighbours, neighbours);
            if (measure == NeighbourDensity.MeanSimilarity)
            {
                foreach (float d in row) sum += 1 / (1 + (double)d);
                densities[i] = (float)(sum / neighbours);
            }
            else
            {
                foreach (float d in row) sum += d;
                double density = neighbours / sum;
                densities[i] = density > float.MaxValue ? float.MaxValue : (float)density;
            }
        }
    }

    /// <summary>The mean of the rows after each is divided by its length: what <see cref="Cosine"/> compares rows with.</summary>
    /// <param name="rows">The (N, D) table; read once.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>D values: (1/N) Σ x / ‖x‖, summed in float64. A row of zeros adds nothing but counts in N; a row whose squared length
    /// is not finite does neither. All zeros when no row counts.</returns>
    public static unsafe float[] CosineMean(RowTable rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double[] sum = new double[rows.Width];
        long count = 0;
        for (long i = 0; i < rows.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<float> span = rows.Rows(i, 64 * 1024);
            count += Kernel.Active switch
            {
                >= KernelPath.Avx2 => AddNormalised<Lanes256>(span, rows.Width, sum),
                KernelPath.Vector128 => AddNormalised<Lanes128>(span, rows.Width, sum),
                _ => AddNormalised<LanesScalar>(span, rows.Width, sum),
            };
            i += span.Length / rows.Width;
        }
        float[] mean = new float[rows.Width];
        if (count > 0) for (int d = 0; d < mean.Length; d++) mean[d] = (float)(sum[d] / count);
        return mean;
    }

    /// <summary>Information density by cosine: the mean cosine similarity of each row to all rows of a pool.</summary>
    /// <param name="rows">(N, <paramref name="width"/>) row-major.</param>
    /// <param name="width">D, at least 1.</param>
    /// <param name="mean">D values: <see cref="CosineMean"/> of the pool.</param>
    /// <param name="densities">N values in [−1, 1]. 0 for a row of zeros, NaN for a row whose squared length is not finite.</param>
    /// <remarks>
    /// (1/N) Σⱼ cos(x, xⱼ) = (x / ‖x‖) · mean: exact in O(N · D) instead of O(N² · D). The mean is over all rows, the row itself included
    /// (Settles and Craven 2008, with β = 1). Nothing is allocated.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Cosine(ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> mean, Span<float> densities)
    {
        int count = Shape.Rows(rows.Length, width, nameof(rows));
        Shape.Length(mean.Length, width, nameof(mean));
        Shape.Length(densities.Length, count, nameof(densities));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Cosine<Lanes256>(rows, width, mean, densities); break;
            case KernelPath.Vector128: Cosine<Lanes128>(rows, width, mean, densities); break;
            default: Cosine<LanesScalar>(rows, width, mean, densities); break;
        }
    }

    internal static unsafe void Cosine<L>(ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> mean, Span<float> densities)
        where L : struct, ILanes<L>
    {
        fixed (float* first = rows, m = mean)
        {
            for (int i = 0; i < densities.Length; i++)
            {
                float* x = first + (nint)i * width;
                float squared = RowSums<L>.Dot(x, x, width);
                densities[i] = squared == 0 ? 0
                    : float.IsFinite(squared) ? (float)(RowSums<L>.Dot(x, m, width) / Math.Sqrt(squared))
                    : float.NaN;
            }
        }
    }

    internal static unsafe long AddNormalised<L>(ReadOnlySpan<float> rows, int width, double[] sums) where L : struct, ILanes<L>
    {
        long count = 0;
        fixed (float* first = rows)
        fixed (double* sum = sums)
        {
            for (int i = 0; i < rows.Length / width; i++)
            {
                float* x = first + (nint)i * width;
                float squared = RowSums<L>.Dot(x, x, width);
                if (!float.IsFinite(squared)) continue;
                count++;
                if (squared == 0) continue;
                double scale = 1 / Math.Sqrt(squared);
                nint d = 0;
                if (Vector256.IsHardwareAccelerated)
                {
                    Vector256<double> s = Vector256.Create(scale);
                    for (; d <= width - 8; d += 8)
                    {
                        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(x + d));
                        (Vector256.Load(sum + d) + low * s).Store(sum + d);
                        (Vector256.Load(sum + d + 4) + high * s).Store(sum + d + 4);
                    }
                }
                for (; d < width; d++) sum[d] += x[d] * scale;
            }
        }
        return count;
    }
}
