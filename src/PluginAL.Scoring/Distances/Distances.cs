using System.Numerics;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Distances between rows of float32 values, and between rows of bits.</summary>
/// <remarks>
/// Computed in float32 with one fixed tree of sums (32 running sums; squares and products fused with their sum), so that a distance has the
/// same bits on every <see cref="KernelPath"/> and whether it was asked for alone or among many. Relative error at most (D / 32 + 8) · 2⁻²⁴ for
/// <see cref="SquaredEuclidean"/>, <see cref="Euclidean"/> and <see cref="Manhattan"/>; for <see cref="Dot"/> that times Σ |x y|, for
/// <see cref="Cosine"/> about that twice, absolute. NaN and infinities spread as in plain arithmetic; squares must not exceed a float.
/// Nothing is allocated.
/// </remarks>
public static class Distances
{
    private const int Group = 64;

    /// <summary>Σ (x − y)², at least 0.</summary>
    /// <param name="x">D values.</param>
    /// <param name="y">D values.</param>
    /// <returns>The squared distance; 0 when D is 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float SquaredEuclidean(ReadOnlySpan<float> x, ReadOnlySpan<float> y) =>
        Between(DistanceMetric.SquaredEuclidean, x, y);

    /// <summary>√Σ (x − y)², at least 0.</summary>
    /// <param name="x">D values.</param>
    /// <param name="y">D values.</param>
    /// <returns>The distance; 0 when D is 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Euclidean(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Between(DistanceMetric.Euclidean, x, y);

    /// <summary>1 − x·y / (‖x‖ ‖y‖), in [0, 2].</summary>
    /// <param name="x">D values.</param>
    /// <param name="y">D values.</param>
    /// <returns>The distance; 1 when one of the rows, or both, are zeros.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Cosine(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Between(DistanceMetric.Cosine, x, y);

    /// <summary>x·y = Σ x y, a similarity: larger is nearer.</summary>
    /// <param name="x">D values.</param>
    /// <param name="y">D values.</param>
    /// <returns>The dot product; 0 when D is 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Between(DistanceMetric.Dot, x, y);

    /// <summary>Σ |x − y|, at least 0.</summary>
    /// <param name="x">D values.</param>
    /// <param name="y">D values.</param>
    /// <returns>The distance; 0 when D is 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Manhattan(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Between(DistanceMetric.Manhattan, x, y);

    /// <summary>The number of bits in which two rows differ (Hamming 1950).</summary>
    /// <param name="x">Words of 64 bits.</param>
    /// <param name="y">As many.</param>
    /// <returns>From 0 to 64 for each word.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static long Hamming(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y)
    {
        Shape.Length(y.Length, x.Length, nameof(y));
        long a = 0, b = 0;
        int i = 0;
        for (; i + 2 <= x.Length; i += 2)
        {
            a += BitOperations.PopCount(x[i] ^ y[i]);
            b += BitOperations.PopCount(x[i + 1] ^ y[i + 1]);
        }
        if (i < x.Length) a += BitOperations.PopCount(x[i] ^ y[i]);
        return a + b;
    }

    /// <summary>The distance of two rows by any metric.</summary>
    /// <param name="metric">What to compute.</param>
    /// <param name="x">D values.</param>
    /// <param name="y">D values.</param>
    /// <returns>The distance, or for <see cref="DistanceMetric.Dot"/> the similarity.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the metric is none.</exception>
    public static unsafe float Between(DistanceMetric metric, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Shape.Length(y.Length, x.Length, nameof(y));
        float distance = 0;
        Dispatch(metric, x, y, 1, x.Length, new(&distance, 1));
        return distance;
    }

    /// <summary>The distances of one row to many.</summary>
    /// <param name="metric">What to compute.</param>
    /// <param name="x">D values.</param>
    /// <param name="rows">(N, D) row-major.</param>
    /// <param name="distances">N distances, or similarities; overwritten. Must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, x is empty, or the metric is none.</exception>
    public static void ToRows(DistanceMetric metric, ReadOnlySpan<float> x, ReadOnlySpan<float> rows, Span<float> distances)
    {
        int count = Shape.Rows(rows.Length, x.Length, nameof(rows));
        Shape.Length(distances.Length, count, nameof(distances));
        Dispatch(metric, x, rows, count, x.Length, distances);
    }

    /// <summary>The Hamming distances of one row of bits to many.</summary>
    /// <param name="x">W words of 64 bits, at least one.</param>
    /// <param name="rows">(N, W) row-major.</param>
    /// <param name="distances">N distances; overwritten.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or x is empty.</exception>
    public static void HammingToRows(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> rows, Span<long> distances)
    {
        int count = Shape.Rows(rows.Length, x.Length, nameof(rows));
        Shape.Length(distances.Length, count, nameof(distances));
        for (int i = 0; i < count; i++) distances[i] = Hamming(x, rows.Slice(i * x.Length, x.Length));
    }

    /// <summary>The distances of all pairs.</summary>
    /// <param name="metric">What to compute.</param>
    /// <param name="x">(M, <paramref name="width"/>) row-major.</param>
    /// <param name="rows">(N, <paramref name="width"/>) row-major.</param>
    /// <param name="width">D, at least 1.</param>
    /// <param name="distances">(M, N) distances, or similarities; overwritten. Must not overlap the inputs.</param>
    /// <remarks>The same bits as <see cref="Between"/>. To find the nearest, <see cref="ExactNeighbours"/> is several times as
    /// fast.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the metric is none.</exception>
    public static void Matrix(DistanceMetric metric, ReadOnlySpan<float> x, ReadOnlySpan<float> rows, int width, Span<float> distances)
    {
        int m = Shape.Rows(x.Length, width, nameof(x)), n = Shape.Rows(rows.Length, width, nameof(rows));
        Shape.Length(distances.Length, (long)m * n, nameof(distances));
        int block = Math.Clamp(32 * 1024 / width, 1, Math.Max(n, 1));
        for (int j = 0; j < n; j += block)
        {
            int count = Math.Min(block, n - j);
            for (int i = 0; i < m; i++)
                Dispatch(metric, x.Slice(i * width, width), rows.Slice(j * width, count * width), count, width, distances.Slice(i * n + j, count));
        }
    }

    internal static unsafe void Run<L>(
        DistanceMetric metric, ReadOnlySpan<float> x, ReadOnlySpan<float> rows, int count, int width, Span<float> distances)
        where L : struct, ILanes<L>
    {
        fixed (float* p = x, q = rows, s = distances)
        {
            switch (metric)
            {
                case DistanceMetric.SquaredEuclidean:
                    PairKernel<L, SquaredDifference>.Many(p, q, count, width, s);
                    break;
                case DistanceMetric.Euclidean:
                    PairKernel<L, SquaredDifference>.Many(p, q, count, width, s);
                    for (nint i = 0; i < count; i++) s[i] = MathF.Sqrt(s[i]);
                    break;
                case DistanceMetric.Cosine:
                    Cosines<L>(p, q, count, width, s);
                    break;
                case DistanceMetric.Dot:
                    PairKernel<L, Product>.Many(p, q, count, width, s);
                    break;
                case DistanceMetric.Manhattan:
                    PairKernel<L, AbsoluteDifference>.Many(p, q, count, width, s);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(metric), metric, "Not a metric.");
            }
        }
    }

    private static void Dispatch(
        DistanceMetric metric, ReadOnlySpan<float> x, ReadOnlySpan<float> rows, int count, int width, Span<float> distances)
    {
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(metric, x, rows, count, width, distances); break;
            case KernelPath.Vector128: Run<Lanes128>(metric, x, rows, count, width, distances); break;
            default: Run<LanesScalar>(metric, x, rows, count, width, distances); break;
        }
    }

    private static unsafe void Cosines<L>(float* x, float* rows, nint count, nint width, float* distances) where L : struct, ILanes<L>
    {
        float* squares = stackalloc float[Group];
        float square;
        PairKernel<L, Product>.Many(x, x, 1, width, &square);
        float norm = MathF.Sqrt(square);
        for (nint i = 0; i < count; i += Group)
        {
            nint n = Math.Min(Group, count - i);
            for (nint r = 0; r < n; r++)
            {
                float* row = rows + (i + r) * width;
                PairKernel<L, Product>.Many(row, row, 1, width, squares + r);
                PairKernel<L, Product>.Many(x, row, 1, width, distances + i + r);
            }
            for (nint r = 0; r < n; r++)
            {
                float scale = norm * MathF.Sqrt(squares[r]), distance = scale == 0 ? 1 : 1 - distances[i + r] / scale;
                distances[i + r] = distance < 0 ? 0 : distance > 2 ? 2 : distance;
            }
        }
    }
}
