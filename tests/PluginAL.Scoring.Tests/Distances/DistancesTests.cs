using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class DistancesTests
{
    private static readonly DistanceMetric[] Metrics = Enum.GetValues<DistanceMetric>();

    private static float[] Run<L>(DistanceMetric metric, ReadOnlySpan<float> x, ReadOnlySpan<float> rows, int count) where L : struct, ILanes<L>
    {
        float[] distances = new float[count];
        Distances.Run<L>(metric, x, rows, count, x.Length, distances);
        return distances;
    }

    /// <summary>The definition of the tree, value by value.</summary>
    private static float Tree(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Func<float, float, float, float> step)
    {
        float[,] sums = new float[4, 8];
        int width = x.Length, full = width / 8;
        for (int i = 0; i < full; i++)
            for (int j = 0; j < 8; j++) sums[i % 4, j] = step(x[i * 8 + j], y[i * 8 + j], sums[i % 4, j]);
        if (width < 8)
        {
            for (int j = 0; j < width; j++) sums[0, j] = step(x[j], y[j], 0);
        }
        else
        {
            for (int j = 8 - width % 8; j < 8; j++) sums[3, j] = step(x[width - 8 + j], y[width - 8 + j], sums[3, j]);
        }
        float[] s = new float[8];
        for (int j = 0; j < 8; j++) s[j] = (sums[0, j] + sums[1, j]) + (sums[2, j] + sums[3, j]);
        return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
    }

    private static float Expected(DistanceMetric metric, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        switch (metric)
        {
            case DistanceMetric.SquaredEuclidean:
            case DistanceMetric.Euclidean:
                float square = Tree(x, y, (a, b, s) => MathF.FusedMultiplyAdd(a - b, a - b, s));
                return metric == DistanceMetric.Euclidean ? MathF.Sqrt(square) : square;
            case DistanceMetric.Manhattan: return Tree(x, y, (a, b, s) => s + MathF.Abs(a - b));
            case DistanceMetric.Dot: return Tree(x, y, MathF.FusedMultiplyAdd);
            default:
                float scale = MathF.Sqrt(Tree(x, x, MathF.FusedMultiplyAdd)) * MathF.Sqrt(Tree(y, y, MathF.FusedMultiplyAdd));
                return scale == 0 ? 1 : Math.Clamp(1 - Tree(x, y, MathF.FusedMultiplyAdd) / scale, 0, 2);
        }
    }

    [Fact]
    public void Every_width_has_the_bits_of_the_defined_tree_on_every_path()
    {
        const int Count = 5;
        for (int width = 0; width <= 128; width++)
        {
            float[] x = Sample.Floats(width, -1, 1), rows = Sample.Floats(Count * width, -1, 1, 2);
            foreach (DistanceMetric metric in Metrics)
            {
                float[] expected = new float[Count];
                for (int i = 0; i < Count; i++) expected[i] = Expected(metric, x, rows.AsSpan(i * width, width));
                string what = $"{metric}, D={width}";
                Sample.SameBits(expected, Run<LanesScalar>(metric, x, rows, Count), what + ", scalar");
                Sample.SameBits(expected, Run<Lanes128>(metric, x, rows, Count), what + ", vector128");
                if (Lanes256.IsSupported) Sample.SameBits(expected, Run<Lanes256>(metric, x, rows, Count), what + ", avx2");
                for (int i = 0; i < Count; i++)
                    Sample.SameBits([expected[i]], [Distances.Between(metric, x, rows.AsSpan(i * width, width))], what);
                if (width == 0) continue;
                float[] distances = new float[Count], matrix = new float[2 * Count];
                Distances.ToRows(metric, x, rows, distances);
                Sample.SameBits(expected, distances, what);
                Distances.Matrix(metric, [.. x, .. x], rows, width, matrix);
                Sample.SameBits([.. expected, .. expected], matrix, what);
            }
        }
    }

    [Fact]
    public void Distances_agree_with_float64()
    {
        foreach (int width in (int[])[1, 3, 8, 31, 64, 127, 384, 1000, 4099])
        {
            float[] x = Sample.Floats(width, -1, 1), y = Sample.Floats(width, -1, 1, 5);
            double square = 0, manhattan = 0, dot = 0, xx = 0, yy = 0, absolute = 0;
            for (int d = 0; d < width; d++)
            {
                double t = (double)x[d] - y[d];
                square += t * t;
                manhattan += Math.Abs(t);
                dot += (double)x[d] * y[d];
                absolute += Math.Abs((double)x[d] * y[d]);
                xx += (double)x[d] * x[d];
                yy += (double)y[d] * y[d];
            }
            double bound = (width / 32.0 + 8) / (1 << 24);
            Assert.InRange(Distances.SquaredEuclidean(x, y), square * (1 - bound), square * (1 + bound));
            Assert.InRange(Distances.Euclidean(x, y), Math.Sqrt(square) * (1 - bound), Math.Sqrt(square) * (1 + bound));
            Assert.InRange(Distances.Manhattan(x, y), manhattan * (1 - bound), manhattan * (1 + bound));
            Assert.InRange(Distances.Dot(x, y) - dot, -bound * absolute, bound * absolute);
            Assert.InRange(Distances.Cosine(x, y) - (1 - dot / Math.Sqrt(xx * yy)), -2 * bound, 2 * bound);
        }
    }

    [Fact]
    public void A_row_of_zeros_has_cosine_distance_one_even_to_itself()
    {
        float[] zeros = new float[19], x = Sample.Floats(19, -1, 1);
        Assert.Equal(1, Distances.Cosine(zeros, x));
        Assert.Equal(1, Distances.Cosine(x, zeros));
        Assert.Equal(1, Distances.Cosine(zeros, zeros));
    }

    [Fact]
    public void NaN_and_infinities_spread()
    {
        foreach (int width in (int[])[1, 7, 8, 13, 40])
        {
            foreach (float bad in (float[])[float.NaN, float.PositiveInfinity])
            {
                float[] x = Sample.Floats(width, 0.5f, 1), y = Sample.Floats(width, 0.5f, 1, 2);
                y[width - 1] = bad;
                foreach (DistanceMetric metric in Metrics)
                {
                    float distance = Distances.Between(metric, x, y);
                    Assert.True(metric == DistanceMetric.Cosine || float.IsNaN(bad) ? float.IsNaN(distance) : float.IsPositiveInfinity(distance));
                }
            }
        }
    }

    [Fact]
    public void Hamming_counts_the_bits_that_differ()
    {
        Random random = new(1);
        for (int words = 0; words <= 20; words++)
        {
            ulong[] x = new ulong[words], rows = new ulong[3 * words];
            for (int i = 0; i < x.Length; i++) x[i] = (ulong)random.NextInt64() * 3;
            for (int i = 0; i < rows.Length; i++) rows[i] = (ulong)random.NextInt64() * 3;
            long[] expected = new long[3], found = new long[3];
            for (int r = 0; r < 3; r++)
                for (int bit = 0; bit < 64 * words; bit++)
                    if ((x[bit / 64] >> bit % 64 & 1) != (rows[r * words + bit / 64] >> bit % 64 & 1)) expected[r]++;
            for (int r = 0; r < 3; r++) Assert.Equal(expected[r], Distances.Hamming(x, rows.AsSpan(r * words, words)));
            if (words == 0) continue;
            Distances.HammingToRows(x, rows, found);
            Assert.Equal(expected, found);
        }
    }

    [ProtectedMemoryFact]
    public void Nothing_is_touched_beyond_the_spans()
    {
        using ProtectedMemory x = new(200), rows = new(2000), distances = new(100);
        for (int width = 1; width <= 128; width++)
        {
            foreach (DistanceMetric metric in Metrics)
            {
                foreach (int count in (int[])[1, 3])
                {
                    Distances.ToRows(metric, x.Floats(width), rows.Floats(count * width), distances.Floats(count));
                    Distances.Run<Lanes128>(metric, x.Floats(width), rows.Floats(count * width), count, width, distances.Floats(count));
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] x = new float[40], rows = new float[400], distances = new float[10];
        foreach (DistanceMetric metric in Metrics)
            Assert.Equal(0, Sample.Allocations(() => Distances.ToRows(metric, x, rows, distances)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Distances.Dot(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => Distances.Hamming(new ulong[3], new ulong[4]));
        Assert.Throws<ArgumentException>(() => Distances.ToRows(DistanceMetric.Dot, new float[3], new float[7], new float[2]));
        Assert.Throws<ArgumentException>(() => Distances.ToRows(DistanceMetric.Dot, new float[3], new float[6], new float[3]));
        Assert.Throws<ArgumentException>(() => Distances.Matrix(DistanceMetric.Dot, new float[3], new float[6], 3, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distances.ToRows(DistanceMetric.Dot, [], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distances.Between((DistanceMetric)99, [1], [1]));
    }
}
