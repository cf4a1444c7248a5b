using PluginAL.Scoring.Clustering;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests.Clustering;

public class GradientEmbeddingTests
{
    private static float[] Probabilities(int rows, int classes, int seed = 1)
    {
        Random random = new(seed);
        float[] p = new float[rows * classes];
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = p.AsSpan(i * classes, classes);
            float sum = 0;
            for (int c = 0; c < classes; c++) sum += row[c] = MathF.Pow(random.NextSingle(), 3) + 1e-3f;
            for (int c = 0; c < classes; c++) row[c] /= sum;
        }
        return p;
    }

    /// <summary>The embeddings themselves, in float64.</summary>
    private static double[][] Embeddings(float[] p, int classes, float[] x, int width)
    {
        double[][] all = new double[p.Length / classes][];
        for (int i = 0; i < all.Length; i++)
        {
            float[] row = p[(i * classes)..((i + 1) * classes)];
            int predicted = Array.IndexOf(row, row.Max());
            all[i] = new double[classes * width];
            for (int c = 0; c < classes; c++)
                for (int d = 0; d < width; d++) all[i][c * width + d] = (row[c] - (c == predicted ? 1.0 : 0)) * x[i * width + d];
        }
        return all;
    }

    private static double Squared(double[] a, double[]? b = null)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++) sum += (a[d] - (b?[d] ?? 0)) * (a[d] - (b?[d] ?? 0));
        return sum;
    }

    [Fact]
    public void The_published_example_has_the_published_lengths_and_first_pick()
    {
        float[] p = [0.6f, 0.3f, 0.1f, 0.34f, 0.33f, 0.33f, 0.9f, 0.05f, 0.05f, 0.5f, 0.5f, 0, 0.2f, 0.35f, 0.45f, 1, 0, 0];
        float[] x = [1, 0, 0.5f, 0.5f, 0, 2, 1, 1, -1, 0.5f, 0.2f, 0.1f], norms = new float[6];
        GradientEmbedding.SquaredNorms(p, 3, x, 2, norms);
        double[] shares = [0.11669920779191635, 0.14663704302161176, 0.02693058641351915, 0.4488431068919859, 0.26089005588096686, 0];
        for (int i = 0; i < 6; i++) Assert.InRange(norms[i] / norms.Sum() - shares[i], -1e-6, 1e-6);
        GradientSelection one = GradientEmbedding.Select(new(p, 3), new(x, 2), 1, (_, _) => 0);
        Assert.Equal([3], one.Rows);
    }

    [Fact]
    public void Lengths_and_distances_are_those_of_the_embeddings_on_every_path()
    {
        const int Rows = 40;
        foreach (int classes in (int[])[1, 2, 3, 8, 10, 20])
        {
            foreach (int width in (int[])[1, 4, 8, 13, 32])
            {
                float[] p = Probabilities(Rows, classes), x = Clouds.Uniform(Rows, width), actual = new float[Rows],
                    again = new float[Rows];
                double[][] g = Embeddings(p, classes, x, width);
                GradientEmbedding.SquaredNorms(p, classes, x, width, actual);
                for (int i = 0; i < Rows; i++) Assert.InRange(actual[i] - Squared(g[i]), -1e-5, 1e-5);
                GradientEmbedding.SquaredNorms<LanesScalar>(p, classes, x, width, again);
                Sample.SameBits(actual, again, "norms");
                for (int one = 0; one < Rows; one += 9)
                {
                    ReadOnlySpan<float> q = p.AsSpan(one * classes, classes), z = x.AsSpan(one * width, width);
                    GradientEmbedding.SquaredDistances(q, z, p, x, actual);
                    for (int i = 0; i < Rows; i++) Assert.InRange(actual[i] - Squared(g[one], g[i]), -1e-5, 1e-5);
                    Assert.Equal(0, actual[one]);
                    GradientEmbedding.SquaredDistances<LanesScalar>(q, z, p, x, again);
                    Sample.SameBits(actual, again, "scalar");
                    GradientEmbedding.SquaredDistances<Lanes128>(q, z, p, x, again);
                    Sample.SameBits(actual, again, "vector128");
                }
            }
        }
    }

    /// <summary>k-means++ over the embeddings, in float64.</summary>
    private static long[] Reference(double[][] g, int count, GradientStart start, long[] excluded, Func<long, int, double> uniform)
    {
        List<int> candidates = [.. Enumerable.Range(0, g.Length).Where(i => !excluded.Contains(i))];
        int first = start == GradientStart.LargestNorm
            ? candidates.MaxBy(i => Squared(g[i]))
            : candidates[(int)(uniform(0, 0) * candidates.Count)];
        List<long> picks = [first];
        while (picks.Count < count)
        {
            double[] closest = [.. candidates.Select(i => picks.Min(pick => Squared(g[pick], g[i])))];
            double target = uniform(picks.Count, 0) * closest.Sum(), sum = 0;
            int at = 0;
            for (; at < closest.Length - 1; at++) if ((sum += closest[at]) > target) break;
            picks.Add(candidates[at]);
        }
        return [.. picks];
    }

    [Fact]
    public void Picks_are_those_of_k_means_plus_plus_over_the_embeddings()
    {
        foreach (GradientStart start in Enum.GetValues<GradientStart>())
        {
            for (int seed = 0; seed < 5; seed++)
            {
                float[] p = Probabilities(1500, 5, seed), x = Clouds.Uniform(1500, 6, seed);
                long[] excluded = [0, 3, 512, 1499];
                long[] expected = Reference(Embeddings(p, 5, x, 6), 12, start, excluded, Clouds.Draws(seed));
                Assert.Equal(expected, GradientEmbedding.Select(new(p, 5), new(x, 6), 12, Clouds.Draws(seed), start, excluded).Rows);
                Assert.Equal(expected, GradientEmbedding.Select(
                    Clouds.Segmented(p, 5, 100), Clouds.Segmented(x, 6, 70), 12, Clouds.Draws(seed), start, excluded, 3).Rows);
                Assert.Equal(expected, GradientEmbedding.Select<LanesScalar>(
                    new(p, 5), new(x, 6), 12, Clouds.Draws(seed), start, excluded, 1, default).Rows);
            }
        }
    }

    [Fact]
    public void Equal_rows_are_picked_once_and_then_in_order()
    {
        float[] p = Probabilities(2, 3), x = Clouds.Uniform(2, 4);
        float[] ps = [.. p, .. p, .. p], xs = [.. x, .. x, .. x];
        GradientSelection all = GradientEmbedding.Select(new(ps, 3), new(xs, 4), 10, Clouds.Draws(1));
        Assert.Equal(6, all.Rows.Length);
        Assert.NotEqual(all.Rows[0] % 2, all.Rows[1] % 2);
        Assert.Equal(all.Rows[2..].Order(), all.Rows[2..]);
    }

    [Fact]
    public void Rows_that_are_not_finite_are_counted_and_never_picked()
    {
        float[] p = Probabilities(30, 3), x = Clouds.Uniform(30, 4);
        p[7 * 3] = float.NaN;
        x[9 * 4 + 1] = float.PositiveInfinity;
        x[11 * 4] = float.NaN; // excluded
        GradientSelection all = GradientEmbedding.Select(new(p, 3), new(x, 4), 100, Clouds.Draws(1), sortedExcludedRows: [11]);
        Assert.Equal(27, all.Rows.Distinct().Count());
        Assert.Equal(27, all.Rows.Length);
        Assert.Equal(2, all.NonFiniteCount);
        Assert.Equal(7, all.FirstNonFiniteRow);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        RowTable p = new(new float[6], 3), x = new(new float[4], 2);
        Assert.Throws<ArgumentException>(() => GradientEmbedding.Select(p, new(new float[6], 2), 1, Clouds.Draws(1)));
        Assert.Throws<ArgumentException>(() => GradientEmbedding.Select(p, x, 1, Clouds.Draws(1), sortedExcludedRows: [2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientEmbedding.Select(p, x, -1, Clouds.Draws(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientEmbedding.Select(p, x, 1, Clouds.Draws(1), (GradientStart)5));
        Assert.Throws<ArgumentException>(() => GradientEmbedding.SquaredNorms(new float[6], 3, new float[5], 2, new float[2]));
        Assert.Throws<ArgumentException>(() => GradientEmbedding.SquaredDistances(new float[3], new float[2], new float[6],
            new float[4], new float[3]));
        Assert.Throws<OperationCanceledException>(() => GradientEmbedding.Select(p, x, 1, Clouds.Draws(1), cancellation: new(true)));
    }
}
