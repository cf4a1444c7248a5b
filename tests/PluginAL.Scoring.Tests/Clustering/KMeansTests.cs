using PluginAL.Scoring.Clustering;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests.Clustering;

public class KMeansTests
{
    private static double Inertia(float[] x, int width, float[] centres, int[] assignments)
    {
        double sum = 0;
        for (int i = 0; i < assignments.Length; i++)
            if (assignments[i] >= 0) sum += Clouds.Squared(x.AsSpan(i * width, width), centres.AsSpan(assignments[i] * width, width));
        return sum;
    }

    /// <summary>The nearest centre is nearest in float64, but for distances that float32 cannot tell apart.</summary>
    private static void AssertNearest(float[] x, int width, float[] centres, ReadOnlySpan<int> assignments)
    {
        int k = centres.Length / width;
        for (int i = 0; i < assignments.Length; i++)
        {
            double mine = Clouds.Squared(x.AsSpan(i * width, width), centres.AsSpan(assignments[i] * width, width));
            for (int c = 0; c < k; c++)
            {
                double other = Clouds.Squared(x.AsSpan(i * width, width), centres.AsSpan(c * width, width));
                if (mine > other * (1 + 1e-5)) Assert.Fail($"Row {i} is in {assignments[i]} at {mine}, but {c} is at {other}.");
            }
        }
    }

    private static void Same(KMeansResult expected, KMeansResult actual, string what)
    {
        Assert.Equal(expected.Iterations, actual.Iterations);
        Assert.True(expected.Assignments.AsSpan().SequenceEqual(actual.Assignments), what + ": assignments");
        Sample.SameBits(expected.Centres, actual.Centres, what);
        Assert.Equal(expected.Inertia, actual.Inertia);
        Assert.Equal(expected.Converged, actual.Converged);
        Assert.Equal(expected.NonFiniteCount, actual.NonFiniteCount);
        Assert.Equal(expected.FirstNonFiniteRow, actual.FirstNonFiniteRow);
    }

    private static KMeansResult Everywhere(float[] x, int width, float[] centres, int maxIterations = 300)
    {
        KMeansOptions plain = new() { MaxIterations = maxIterations, Pruning = false }, pruned = plain with { Pruning = true };
        RowTable table = new(x, width), parts = Clouds.Segmented(x, width, 41);
        KMeansResult expected = KMeans.Fit<LanesScalar>(table, centres, plain, default);
        Same(expected, KMeans.Fit<LanesScalar>(table, centres, pruned, default), "scalar");
        Same(expected, KMeans.Fit<Lanes128>(table, centres, pruned, default), "vector128");
        Same(expected, KMeans.Fit<Lanes128>(parts, centres, pruned, default), "segments");
        if (Lanes256.IsSupported)
        {
            Same(expected, KMeans.Fit<Lanes256>(table, centres, plain, default), "avx2, plain");
            Same(expected, KMeans.Fit<Lanes256>(table, centres, pruned, default), "avx2");
        }
        Same(expected, KMeans.Fit(parts, centres, pruned with { Threads = 3 }), "threads");
        return expected;
    }

    [Fact]
    public void Assignments_are_those_of_brute_force_and_of_every_path()
    {
        foreach (int width in (int[])[1, 2, 3, 4, 5, 8, 13, 33])
        {
            foreach (int k in (int[])[1, 2, 7, 8, 9, 16, 17, 40])
            {
                float[] x = Clouds.Uniform(101, width, width), centres = Clouds.Uniform(k, width, k + 50);
                int[] assignments = new int[101], again = new int[101];
                float[] squared = new float[101], squaredAgain = new float[101];
                KMeans.Assign(x, width, centres, assignments, squared);
                AssertNearest(x, width, centres, assignments);
                KMeans.Assign<LanesScalar>(x, width, centres, again, squaredAgain);
                Assert.Equal(assignments, again);
                Sample.SameBits(squared, squaredAgain, "scalar");
                KMeans.Assign<Lanes128>(x, width, centres, again, []);
                Assert.Equal(assignments, again);
                for (int i = 0; i < 101; i++)
                {
                    double exact = Clouds.Squared(x.AsSpan(i * width, width), centres.AsSpan(assignments[i] * width, width));
                    Assert.InRange(squared[i] - exact, -1e-5 * exact, 1e-5 * exact);
                }
            }
        }
    }

    [Fact]
    public void Of_equally_near_centres_the_lowest_is_taken()
    {
        float[] centres = new float[40 * 3];
        int[] assignments = new int[5];
        KMeans.Assign(Clouds.Uniform(5, 3), 3, centres, assignments);
        Assert.All(assignments, a => Assert.Equal(0, a));
        for (int c = 0; c < 40; c++) centres[c * 3] = c % 20; // each position twice
        KMeans.Assign([7, 0, 0, 19, 0, 0, 12.5f, 0, 0, 3, 1, 1, -9, 0, 0], 3, centres, assignments);
        Assert.Equal([7, 19, 12, 3, 0], assignments);
    }

    [Fact]
    public void Pruned_Lloyd_is_plain_Lloyd_bit_by_bit()
    {
        foreach (int width in (int[])[2, 8, 20])
        {
            float[] random = Clouds.Uniform(3000, width, width), clustered = Clouds.Clustered(3000, width, 12, 0.4f, width);
            KMeansResult result = Everywhere(random, width, random[..(20 * width)]);
            AssertNearest(random, width, result.Centres, result.Assignments);
            Assert.True(result.Converged);
            result = Everywhere(clustered, width, clustered[..(12 * width)], 6);
            AssertNearest(clustered, width, result.Centres, result.Assignments);
        }
    }

    [Fact]
    public void Pruning_saves_distances()
    {
        float[] x = Clouds.Clustered(5000, 16, 25, 0.5f);
        RowTable table = new(x, 16);
        KMeansResult plain = KMeans.Fit(table, x.AsSpan(0, 25 * 16), new() { Pruning = false }), pruned = KMeans.Fit(table, x.AsSpan(0,
            25 * 16));
        Same(plain, pruned, "pruned");
        Assert.True(pruned.DistancesComputed * 2 < plain.DistancesComputed, $"{pruned.DistancesComputed} of {plain.DistancesComputed}");
    }

    [Fact]
    public void Centres_are_the_means_of_their_rows_and_the_inertia_is_theirs()
    {
        float[] x = Clouds.Clustered(2000, 7, 9, 0.3f);
        KMeansResult result = KMeans.Fit(new(x, 7), 9, Clouds.Draws(3));
        Assert.True(result.Converged);
        for (int c = 0; c < 9; c++)
        {
            int[] members = [.. Enumerable.Range(0, 2000).Where(i => result.Assignments[i] == c)];
            Assert.NotEmpty(members);
            for (int d = 0; d < 7; d++)
                Assert.InRange(result.Centres[c * 7 + d] - members.Average(i => (double)x[i * 7 + d]), -1e-6, 1e-6);
        }
        double inertia = Inertia(x, 7, result.Centres, result.Assignments);
        Assert.InRange(result.Inertia / inertia - 1, -1e-6, 1e-6);
    }

    [Fact]
    public void Inertia_never_rises()
    {
        float[] x = Clouds.Uniform(2000, 5);
        double before = double.PositiveInfinity;
        for (int iterations = 1; iterations < 25; iterations++)
        {
            KMeansResult result = KMeans.Fit(new(x, 5), x.AsSpan(0, 15 * 5), new() { MaxIterations = iterations });
            double inertia = Inertia(x, 5, result.Centres, result.Assignments);
            Assert.True(inertia <= before * (1 + 1e-7), $"{iterations}: {inertia} after {before}");
            Assert.Equal(iterations, result.Iterations);
            before = inertia;
        }
    }

    [Fact]
    public void A_tolerance_ends_early()
    {
        float[] x = Clouds.Uniform(2000, 5);
        KMeansResult result = KMeans.Fit(new(x, 5), x.AsSpan(0, 75), new() { Tolerance = 0.01 });
        Assert.True(result.Converged);
        Assert.True(result.Iterations < KMeans.Fit(new(x, 5), x.AsSpan(0, 75)).Iterations);
        AssertNearest(x, 5, result.Centres, result.Assignments);
    }

    [Fact]
    public void An_empty_cluster_gets_the_farthest_row()
    {
        float[] x = [0, 0, 0.5f, 0, 1, 0, 10, 0, 10.5f, 0, 30, 0];
        KMeansResult once = Everywhere(x, 2, [1, 0, 10, 0, 1000, 1000], 1);
        Assert.Equal([30f, 0], once.Centres[4..]);
        Assert.Equal(2, once.Assignments[5]);
        KMeansResult result = Everywhere(x, 2, [0, 0, 0, 0, 0, 0]); // two empty at once
        Assert.Equal(3, result.Assignments.Distinct().Count());
        Assert.True(result.Converged);
    }

    [Fact]
    public void Fewer_different_rows_than_clusters_leave_clusters_empty()
    {
        float[] x = [1, 1, 1, 2, 2, 2];
        KMeansResult result = Everywhere(x, 1, [0, 5, 6, 7]);
        Assert.True(result.Converged);
        Assert.Equal(0, result.Inertia);
    }

    [Fact]
    public void Rows_that_are_not_finite_belong_nowhere_and_are_counted()
    {
        float[] x = Clouds.Clustered(600, 4, 3, 0.1f);
        x[5 * 4] = float.NaN;
        x[77 * 4 + 3] = float.NegativeInfinity;
        KMeansResult result = Everywhere(x, 4, x[..12]);
        Assert.Equal(2, result.NonFiniteCount);
        Assert.Equal(5, result.FirstNonFiniteRow);
        Assert.Equal(-1, result.Assignments[5]);
        Assert.Equal(-1, result.Assignments[77]);
        Assert.All(result.Centres, c => Assert.True(float.IsFinite(c)));
        for (int seed = 0; seed < 20; seed++)
        {
            long[] start = KMeans.Start(new(x, 4), 10, Clouds.Draws(seed));
            Assert.DoesNotContain(5, start);
            Assert.DoesNotContain(77, start);
            Assert.Equal(10, start.Distinct().Count());
        }
        Assert.Throws<ArgumentException>(() => KMeans.Start(new(new float[] { float.NaN, float.NaN }, 1), 1, Clouds.Draws(1)));
    }

    /// <summary>Greedy k-means++ by the book, in float64.</summary>
    private static long[] Reference(float[] x, int width, int k, int trials, Func<long, int, double> uniform)
    {
        int n = x.Length / width;
        List<long> picks = [(long)(uniform(0, 0) * n)];
        double[] closest = new double[n];
        for (int i = 0; i < n; i++) closest[i] = Clouds.Squared(x.AsSpan(i * width, width), x.AsSpan((int)picks[0] * width, width));
        for (int c = 1; c < k; c++)
        {
            double least = double.PositiveInfinity, total = closest.Sum();
            long best = -1;
            double[] kept = closest;
            for (int t = 0; t < trials; t++)
            {
                double target = uniform(c, t) * total, sum = 0;
                int at = 0;
                for (; at < n - 1; at++)
                {
                    sum += closest[at];
                    if (sum > target) break;
                }
                double[] left = new double[n];
                for (int i = 0; i < n; i++)
                    left[i] = Math.Min(closest[i], Clouds.Squared(x.AsSpan(i * width, width), x.AsSpan(at * width, width)));
                if (left.Sum() >= least) continue;
                least = left.Sum();
                best = at;
                kept = left;
            }
            picks.Add(best);
            closest = kept;
        }
        return [.. picks];
    }

    [Fact]
    public void The_start_is_greedy_kmeans_plus_plus_by_the_book()
    {
        foreach (int trials in (int[])[1, 3, 7, 8, 12, 20])
        {
            foreach (int width in (int[])[1, 4, 6, 11])
            {
                float[] x = Clouds.Clustered(2500, width, 8, 0.5f, trials + width);
                long[] expected = Reference(x, width, 12, trials, Clouds.Draws(trials));
                RowTable table = new(x, width), parts = Clouds.Segmented(x, width, 101);
                Assert.Equal(expected, KMeans.Start(table, 12, Clouds.Draws(trials), trials));
                Assert.Equal(expected, KMeans.Start(table, 12, Clouds.Draws(trials), trials, threads: 3));
                Assert.Equal(expected, KMeans.Start<LanesScalar>(table, 12, Clouds.Draws(trials), trials, 1, default));
                Assert.Equal(expected, KMeans.Start<Lanes128>(table, 12, Clouds.Draws(trials), trials, 1, default));
                Assert.Equal(expected, KMeans.Start(parts, 12, Clouds.Draws(trials), trials));
            }
        }
    }

    [Fact]
    public unsafe void Tiles_are_the_defined_chain_on_every_path()
    {
        for (int width = 1; width <= 40; width++)
        {
            float[] x = Clouds.Uniform(8, width), c = Clouds.Uniform(8, width, 2), expected = new float[64], actual = new float[64];
            for (int d = 0; d < width; d++)
            {
                for (int i = 0; i < 64; i++)
                {
                    float t = x[i % 8 * width + d] - c[d * 8 + i / 8];
                    expected[i] = MathF.FusedMultiplyAdd(t, t, expected[i]);
                }
            }
            fixed (float* rows = x, centres = c, tile = actual)
            {
                KMeansStart<LanesScalar>.Tile(rows, centres, width, tile);
                Sample.SameBits(expected, actual, $"{width}, scalar");
                KMeansStart<Lanes128>.Tile(rows, centres, width, tile);
                Sample.SameBits(expected, actual, $"{width}, vector128");
                KMeansStart<Lanes128>.FewRows(rows, 8, centres, width, tile);
                Sample.SameBits(expected, actual, $"{width}, few");
                if (!Lanes256.IsSupported) continue;
                KMeansStart<Lanes256>.Tile(rows, centres, width, tile);
                Sample.SameBits(expected, actual, $"{width}, avx2");
            }
        }
    }

    [Avx512Fact]
    public unsafe void Wide_tiles_of_the_start_add_up_what_four_groups_of_eight_rows_do()
    {
        for (int width = 4; width <= 40; width += 4)
        {
            float[] x = Clouds.Uniform(32, width), c = Clouds.Uniform(8, width, 2), tile = new float[64];
            x[width * 9 + 1] = float.NaN;
            for (int count = 1; count <= 8; count++)
            {
                foreach (bool takeFirst in (bool[])[false, true])
                {
                    float[] closest = Sample.Floats(32, 0, width / 2f), part = Sample.Floats(64, 0, 1, 2);
                    float[] expectedClosest = [.. closest], expected = [.. part];
                    fixed (float* rows = x, centres = c, to = tile, least = closest, sums = part)
                    {
                        StartTile.Add(count, rows, centres, width, least, sums, takeFirst);
                        for (int i = 0; i < 32; i += 8)
                        {
                            KMeansStart<LanesScalar>.Tile(rows + i * width, centres, width, to);
                            for (int r = 0; r < 8; r++)
                            {
                                float known = expectedClosest[i + r];
                                if (takeFirst && tile[r] < known) expectedClosest[i + r] = known = tile[r];
                                for (int k = 0; k < count; k++) expected[k * 8 + r] += tile[k * 8 + r] < known ? tile[k * 8 + r] : known;
                            }
                        }
                    }
                    Sample.SameBits(expectedClosest, closest, $"{width}, {count}: closest");
                    Sample.SameBits(expected, part, $"{width}, {count}: sums");
                }
            }
        }
    }

    [Fact]
    public void Rows_are_drawn_in_proportion_to_their_squared_distance()
    {
        // From row 0 the squared distances are 0, 1, 4, 9: without trials the second row is 1, 2, 3 with 1/14, 4/14, 9/14.
        float[] x = [0, 1, 2, 3];
        int[] counts = new int[4];
        for (int i = 0; i < 14_000; i++)
        {
            double place = (i + 0.5) / 14_000;
            counts[KMeans.Start(new(x, 1), 2, (c, _) => c == 0 ? 0 : place, 1)[1]]++;
        }
        Assert.Equal([0, 1000, 4000, 9000], counts);
    }

    [Fact]
    public void Equal_rows_can_be_drawn_from_too()
    {
        long[] start = KMeans.Start(new(new float[50], 5), 4, Clouds.Draws(1));
        Assert.Equal(4, start.Length);
        Assert.All(start, row => Assert.InRange(row, 0, 9));
    }

    [Fact]
    public void The_default_trials_grow_with_the_logarithm()
    {
        Assert.Equal(2, KMeans.DefaultTrials(1));
        Assert.Equal(6, KMeans.DefaultTrials(100));
        Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.DefaultTrials(0));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        RowTable table = new(new float[20], 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Start(table, 0, Clouds.Draws(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Start(table, 11, Clouds.Draws(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Start(table, 2, Clouds.Draws(1), 1001));
        Assert.Throws<ArgumentException>(() => KMeans.Fit(table, new float[3]));
        Assert.Throws<ArgumentException>(() => KMeans.Fit(table, [float.NaN, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Fit(table, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Fit(table, new float[4], new() { MaxIterations = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Fit(table, new float[4], new() { Tolerance = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Fit(table, new float[4], new() { Threads = 0 }));
        Assert.Throws<ArgumentException>(() => KMeans.Assign(new float[4], 2, new float[4], new int[3]));
        Assert.Throws<ArgumentException>(() => KMeans.Assign(new float[4], 2, new float[4], new int[2], new float[1]));
        Assert.Throws<OperationCanceledException>(() => KMeans.Fit(table, new float[4], cancellation: new(true)));
    }

    [ProtectedMemoryFact]
    public void Nothing_is_read_beyond_the_table()
    {
        using ProtectedMemory memory = new(20_000);
        foreach (int width in (int[])[1, 3, 4, 7, 9, 16])
        {
            foreach (int rows in (int[])[1, 5, 8, 9, 100, 1030])
            {
                int length = rows * width;
                Clouds.Uniform(rows, width).CopyTo(memory.Floats(length));
                RowTable table = new(rows, width, (first, max) =>
                    memory.Floats(length).Slice((int)first * width, Math.Min(max, rows - (int)first) * width));
                KMeans.Fit(table, Math.Min(rows, 9), Clouds.Draws(rows));
            }
        }
    }
}
