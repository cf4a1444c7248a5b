using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

public sealed class WeightedKMeansTests
{
    [Fact]
    public void Clusters_find_separate_clouds_and_weights_draw_their_centres()
    {
        var random = new RandomSource(4, "clouds");
        const int N = 300;
        var vectors = new float[N * 2];
        var weights = new float[N];
        for (var i = 0; i < N; i++)
        {
            vectors[2 * i] = (10 * (i % 3)) + (float)random.Uniform(i);
            vectors[(2 * i) + 1] = (float)random.Uniform(i, 1);
            weights[i] = 1;
        }

        var clusters = WeightedKMeans.Fit(vectors, 2, weights, 3, 8, random, default);
        Assert.Equal(3, Enumerable.Range(0, N).Select(i => (i % 3, clusters.Assignments[i])).Distinct().Count());

        // One row that weighs nearly all is its cluster's centre.
        weights[7] = 1e9f;
        Assert.InRange(WeightedKMeans.Fit(vectors, 2, weights, 3, 8, random, default).SquaredDistances[7], 0, 1e-6f);
    }

    [Fact]
    public void Rows_that_are_not_finite_or_weigh_nothing_draw_no_centre()
    {
        float[] vectors = [0, float.NaN, 5, 9];
        var clusters = WeightedKMeans.Fit(vectors, 1, [1, 1, 1, 0], 3, 8, new RandomSource(1, "x"), default);
        Assert.Equal([0f, 5f], clusters.Centres.Order());
        Assert.Equal(-1, clusters.Assignments[1]);
        Assert.Equal(clusters.Assignments[2], clusters.Assignments[3]);
    }
}
