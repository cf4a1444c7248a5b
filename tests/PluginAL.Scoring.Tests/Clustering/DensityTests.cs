using PluginAL.Scoring.Clustering;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests.Clustering;

public class DensityTests
{
    [Fact]
    public void Neighbour_density_is_as_defined()
    {
        float[] distances = [0, 1, 3, 0, 0, 0, 2, 2, float.NaN, float.PositiveInfinity, 1, 1], densities = new float[4];
        Density.OfNeighbours(NeighbourDensity.MeanSimilarity, distances, 3, densities);
        Assert.Equal([1.75f / 3, 1, float.NaN, 1f / 3], densities);
        Density.OfNeighbours(NeighbourDensity.InverseMeanDistance, distances, 3, densities);
        Assert.Equal([0.75f, float.MaxValue, float.NaN, 0], densities);
    }

    [Fact]
    public void Cosine_density_is_the_mean_similarity_to_all_rows()
    {
        const int Rows = 300;
        foreach (int width in (int[])[1, 5, 8, 19, 40])
        {
            float[] x = Clouds.Uniform(Rows, width), densities = new float[Rows];
            x.AsSpan(7 * width, width).Clear(); // of no direction: similar to nothing
            Density.Cosine(x, width, Density.CosineMean(Clouds.Segmented(x, width, 77)), densities);
            for (int i = 0; i < Rows; i += 13)
            {
                double sum = 0;
                for (int j = 0; j < Rows; j++)
                {
                    double dot = 0, a = 0, b = 0;
                    for (int d = 0; d < width; d++)
                    {
                        dot += (double)x[i * width + d] * x[j * width + d];
                        a += (double)x[i * width + d] * x[i * width + d];
                        b += (double)x[j * width + d] * x[j * width + d];
                    }
                    if (a > 0 && b > 0) sum += dot / Math.Sqrt(a * b);
                }
                Assert.InRange(densities[i] - sum / Rows, -1e-6, 1e-6);
            }
            Assert.Equal(0, densities[7]);
        }
    }

    [Fact]
    public void A_row_that_is_not_finite_counts_nowhere_and_has_no_density()
    {
        float[] x = Clouds.Uniform(20, 9), y = [.. x, .. new float[9]], densities = new float[21];
        y[20 * 9 + 4] = float.NaN;
        float[] mean = Density.CosineMean(new(x, 9));
        Sample.SameBits(mean, Density.CosineMean(new(y, 9)), "mean");
        Density.Cosine(y, 9, mean, densities);
        Assert.True(float.IsNaN(densities[20]));
        Assert.Equal(20, densities.Count(float.IsFinite));
        Assert.Equal(new float[3], Density.CosineMean(new(Array.Empty<float>(), 3)));
    }

    [Fact]
    public void Every_path_gives_the_same_bits()
    {
        foreach (int width in (int[])[3, 8, 21])
        {
            float[] x = Clouds.Uniform(50, width), expected = new float[50], actual = new float[50];
            double[] sum = new double[width], other = new double[width];
            Density.AddNormalised<LanesScalar>(x, width, sum);
            Density.AddNormalised<Lanes128>(x, width, other);
            Assert.Equal(sum, other);
            float[] mean = Density.CosineMean(new(x, width));
            Density.Cosine<LanesScalar>(x, width, mean, expected);
            Density.Cosine<Lanes128>(x, width, mean, actual);
            Sample.SameBits(expected, actual, "vector128");
            Density.Cosine(x, width, mean, actual);
            Sample.SameBits(expected, actual, "public");
        }
    }

    [Fact]
    public void Nothing_is_allocated_and_bad_shapes_are_refused()
    {
        float[] x = new float[30], mean = new float[3], densities = new float[10];
        Assert.Equal(0, Sample.Allocations(() => Density.Cosine(x, 3, mean, densities)));
        Assert.Equal(0, Sample.Allocations(() => Density.OfNeighbours(NeighbourDensity.MeanSimilarity, x, 3, densities)));
        Assert.Throws<ArgumentException>(() => Density.Cosine(x, 4, mean, densities));
        Assert.Throws<ArgumentException>(() => Density.Cosine(x, 3, mean.AsSpan(1), densities));
        Assert.Throws<ArgumentException>(() => Density.OfNeighbours(NeighbourDensity.MeanSimilarity, x, 7, densities));
        Assert.Throws<ArgumentOutOfRangeException>(() => Density.OfNeighbours((NeighbourDensity)9, x, 3, densities));
    }
}
