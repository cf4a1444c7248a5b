using PluginAL.Scoring.Clustering;

namespace PluginAL.Scoring.Tests.Clustering;

/// <summary>Tables for clustering tests, and the textbook in float64.</summary>
internal static class Clouds
{
    public static float[] Uniform(int rows, int width, int seed = 1)
    {
        Random random = new(seed);
        float[] x = new float[rows * width];
        for (int i = 0; i < x.Length; i++) x[i] = random.NextSingle() * 2 - 1;
        return x;
    }

    /// <summary>Rows around a few centres, in random order.</summary>
    public static float[] Clustered(int rows, int width, int clusters, float spread = 0.05f, int seed = 1)
    {
        Random random = new(seed);
        float[] centres = Uniform(clusters, width, seed + 1000), x = new float[rows * width];
        for (int i = 0; i < rows; i++)
        {
            int c = random.Next(clusters);
            for (int d = 0; d < width; d++) x[i * width + d] = centres[c * width + d] + spread * (random.NextSingle() - 0.5f);
        }
        return x;
    }

    /// <summary>Values on a coarse grid: many equal rows and many equal distances, all exact.</summary>
    public static float[] Grid(int rows, int width, int levels, int seed = 1)
    {
        Random random = new(seed);
        float[] x = new float[rows * width];
        for (int i = 0; i < x.Length; i++) x[i] = random.Next(levels);
        return x;
    }

    public static double Squared(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++) sum += ((double)a[d] - b[d]) * ((double)a[d] - b[d]);
        return sum;
    }

    /// <summary>A table that hands out at most <paramref name="segment"/> rows at a time, never across a multiple of it.</summary>
    public static RowTable Segmented(float[] values, int width, int segment) => new(values.Length / width, width, (first, max) =>
    {
        int n = Math.Min(max, segment - (int)(first % segment));
        return values.AsSpan((int)first * width, Math.Min(n, values.Length / width - (int)first) * width);
    });

    /// <summary>Uniform numbers as a function of their place alone.</summary>
    public static Func<long, int, double> Draws(int seed) => (row, draw) =>
        new Random(HashCode(seed, (int)row, draw)).NextDouble();

    private static int HashCode(int a, int b, int c) => (a * 1_000_003 + b) * 7919 + c * 104_729 + 17;
}
