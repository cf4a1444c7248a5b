using PluginAL.Scoring.Clustering;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests.Clustering;

public unsafe class RowDistanceTests
{
    private static float Squared<L>(float[] a, float[] b) where L : struct, ILanes<L>
    {
        fixed (float* x = a, y = b) return RowDistance<L>.Squared(x, y, a.Length);
    }

    private static float[] Sums<L>(float[] a, float[] b) where L : struct, ILanes<L>
    {
        fixed (float* x = a, y = b)
        {
            RowSums<L>.Difference(x, y, a.Length, out float tt, out float ta, out float tb, out float bb);
            return [Squared<L>(a, b), RowSums<L>.Dot(x, y, a.Length), tt, ta, tb, bb];
        }
    }

    [Fact]
    public void Every_path_gives_the_same_bits_for_every_width_and_agrees_with_float64()
    {
        for (int width = 1; width <= 128; width++)
        {
            float[] a = Clouds.Uniform(1, width, width), b = Clouds.Uniform(1, width, width + 500);
            float[] expected = Sums<LanesScalar>(a, b);
            Sample.SameBits(expected, Sums<Lanes128>(a, b), $"{width}, vector128");
            if (Lanes256.IsSupported) Sample.SameBits(expected, Sums<Lanes256>(a, b), $"{width}, avx2");

            double dot = 0, ta = 0, tb = 0, bb = 0, squared = Clouds.Squared(a, b);
            for (int d = 0; d < width; d++)
            {
                dot += (double)a[d] * b[d];
                ta += ((double)a[d] - b[d]) * a[d];
                tb += ((double)a[d] - b[d]) * b[d];
                bb += (double)b[d] * b[d];
            }
            double[] exact = [squared, dot, squared, ta, tb, bb];
            for (int i = 0; i < exact.Length; i++) Assert.InRange(expected[i] - exact[i], -1e-6 * (1 + width), 1e-6 * (1 + width));
            Assert.InRange(expected[0] / squared - 1, -(width / 16.0 + 8) / (1 << 23), (width / 16.0 + 8) / (1 << 23));
        }
    }

    [Fact]
    public void Equal_rows_are_at_distance_zero_wherever_they_lie()
    {
        float[] a = [.. Clouds.Uniform(1, 37).Select(v => 1e6f + v)];
        Assert.Equal(0, Squared<Lanes128>(a, a));
    }
}
