using PluginAL.Scoring.Clustering;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests.Clustering;

public class KCenterTests
{
    /// <summary>The full traversal in float64.</summary>
    private static (List<long> Rows, List<double> Squared) BruteForce(float[] x, int width, int count, long[] chosen, long[] excluded)
    {
        int n = x.Length / width;
        double[] nearest = new double[n];
        Array.Fill(nearest, double.PositiveInfinity);
        HashSet<long> out_ = [.. chosen, .. excluded];
        List<long> centres = [.. chosen], rows = [];
        List<double> squared = [];
        int met = 0;
        while (rows.Count < count)
        {
            for (; met < centres.Count; met++)
            {
                for (int i = 0; i < n; i++)
                {
                    double distance = Clouds.Squared(x.AsSpan(i * width, width), x.AsSpan((int)centres[met] * width, width));
                    nearest[i] = Math.Min(nearest[i], distance);
                }
            }
            int best = -1;
            for (int i = 0; i < n; i++) if (!out_.Contains(i) && (best < 0 || nearest[i] > nearest[best])) best = i;
            if (best < 0) break;
            rows.Add(best);
            squared.Add(nearest[best]);
            centres.Add(best);
            out_.Add(best);
        }
        return (rows, squared);
    }

    private static KCenterResult Run<L>(RowTable table, int count, long[] chosen, long[] excluded, KCenterPruning pruning, int threads = 1)
        where L : struct, ILanes<L> => KCenter.Run<L>(table, count, chosen, excluded, threads, pruning, default);

    /// <summary>All ways of computing give the same picks and bits; returns them.</summary>
    private static KCenterResult Everywhere(float[] x, int width, int count, long[] chosen, long[] excluded)
    {
        RowTable table = new(x, width), parts = Clouds.Segmented(x, width, 37);
        KCenterResult expected = Run<LanesScalar>(table, count, chosen, excluded, KCenterPruning.None);
        Same(expected, Run<LanesScalar>(table, count, chosen, excluded, KCenterPruning.Bounds), "bounds");
        Same(expected, Run<LanesScalar>(table, count, chosen, excluded, KCenterPruning.Full), "scalar");
        Same(expected, Run<Lanes128>(table, count, chosen, excluded, KCenterPruning.Full), "vector128");
        Same(expected, Run<Lanes128>(parts, count, chosen, excluded, KCenterPruning.Full), "segments");
        if (Lanes256.IsSupported)
        {
            Same(expected, Run<Lanes256>(table, count, chosen, excluded, KCenterPruning.None), "avx2, none");
            Same(expected, Run<Lanes256>(table, count, chosen, excluded, KCenterPruning.Full), "avx2");
        }
        Same(expected, KCenter.Greedy(parts, count, chosen, excluded, threads: 3), "public");
        return expected;
    }

    private static void Same(KCenterResult expected, KCenterResult actual, string what)
    {
        Assert.True(expected.Rows.AsSpan().SequenceEqual(actual.Rows),
            $"{what}: {string.Join(' ', actual.Rows)} instead of {string.Join(' ', expected.Rows)}");
        Sample.SameBits(expected.SquaredDistances, actual.SquaredDistances, what);
        Assert.Equal(expected.NonFiniteCount, actual.NonFiniteCount);
        Assert.Equal(expected.FirstNonFiniteRow, actual.FirstNonFiniteRow);
        Assert.True(actual.DistancesComputed <= expected.DistancesComputed);
    }

    private static void AssertIsBruteForce(float[] x, int width, int count, long[] chosen, long[] excluded)
    {
        KCenterResult actual = Everywhere(x, width, count, chosen, excluded);
        (List<long> rows, List<double> squared) = BruteForce(x, width, count, chosen, excluded);
        Assert.Equal(rows, actual.Rows);
        for (int i = 0; i < squared.Count; i++)
        {
            if (double.IsInfinity(squared[i])) Assert.Equal(float.PositiveInfinity, actual.SquaredDistances[i]);
            else Assert.InRange(actual.SquaredDistances[i] - squared[i], -1e-5 * squared[i], 1e-5 * squared[i]);
        }
    }

    [Fact]
    public void The_published_example_picks_7_4_1()
    {
        float[] x = [0, 0, 1, 0.2f, 0.1f, 1, 2, 2, 2.2f, 1.9f, 4, 0, 3.9f, 0.3f, 0.2f, 3];
        KCenterResult result = Everywhere(x, 2, 3, [0, 5], []);
        Assert.Equal([7, 4, 1], result.Rows);
        double[] distances = [3.0066592756745814, 2.2825424421026654, 1.019803902718557];
        for (int i = 0; i < 3; i++) Assert.InRange(Math.Sqrt(result.SquaredDistances[i]) - distances[i], -1e-6, 1e-6);
    }

    [Fact]
    public void Picks_are_those_of_brute_force_on_random_rows()
    {
        foreach (int width in (int[])[1, 2, 3, 7, 8, 9, 17, 64])
        {
            AssertIsBruteForce(Clouds.Uniform(500, width, width), width, 60, [], []);
            AssertIsBruteForce(Clouds.Uniform(301, width, width + 1), width, 40, [300, 5, 17, 250, 5], [2, 3, 3, 100]);
        }
    }

    [Fact]
    public void Picks_are_those_of_brute_force_on_clusters()
    {
        foreach (int clusters in (int[])[1, 3, 20])
            AssertIsBruteForce(Clouds.Clustered(700, 16, clusters, seed: clusters), 16, 100, [1], [0]);
    }

    [Fact]
    public void Of_equally_far_rows_the_lowest_is_picked()
    {
        foreach (int width in (int[])[1, 2, 5, 12])
        {
            AssertIsBruteForce(Clouds.Grid(400, width, 3, width), width, 50, [], []);
            AssertIsBruteForce(Clouds.Grid(400, width, 2, width), width, 30, [399, 200], [0, 7]);
        }
        AssertIsBruteForce(new float[300 * 4], 4, 10, [], [0]); // all equal
        float[] corners = new float[200 * 200]; // all at the same distance from each other
        for (int i = 0; i < 200; i++) corners[i * 200 + i] = 1;
        AssertIsBruteForce(corners, 200, 20, [150], []);
    }

    [Fact]
    public void Pruning_never_changes_a_pick_and_saves_work_on_clusters()
    {
        float[] x = Clouds.Clustered(20_000, 24, 30, 0.02f);
        KCenterResult all = Everywhere(x, 24, 150, [3], []);
        KCenterResult pruned = KCenter.Greedy(new(x, 24), 150, [3]);
        KCenterResult bounds = Run<Lanes128>(new(x, 24), 150, [3], [], KCenterPruning.Bounds);
        Assert.True(pruned.DistancesComputed * 3 < all.DistancesComputed, $"{pruned.DistancesComputed} of {all.DistancesComputed}");
        Assert.True(pruned.DistancesComputed < bounds.DistancesComputed);
    }

    [Fact]
    public void Threads_do_not_change_the_picks()
    {
        float[] x = Clouds.Uniform(40_000, 9);
        KCenterResult one = KCenter.Greedy(new(x, 9), 100, [77], [5, 6]);
        foreach (int threads in (int[])[2, 3, 8])
            Same(one with { DistancesComputed = long.MaxValue }, KCenter.Greedy(new(x, 9), 100, [77], [5, 6], threads), $"{threads}");
    }

    [Fact]
    public void Rows_far_from_the_origin_keep_their_order()
    {
        float[] x = [.. Clouds.Grid(300, 6, 9).Select(v => 8192 + v)];
        AssertIsBruteForce(x, 6, 40, [], []);
    }

    [Fact]
    public void Tiny_and_huge_distances_prune_soundly()
    {
        foreach (float scale in (float[])[1e-22f, 1e-20f, 1e-18f, 1e17f, 5e18f])
            Everywhere([.. Clouds.Clustered(400, 5, 6).Select(v => v * scale)], 5, 60, [], []);
    }

    [Fact]
    public void Rows_that_are_not_finite_are_counted_and_never_picked()
    {
        float[] x = Clouds.Uniform(300, 10);
        x[41 * 10 + 3] = float.NaN;
        x[200 * 10] = float.PositiveInfinity;
        x[299 * 10 + 9] = float.NegativeInfinity;
        x[7 * 10 + 9] = 3e38f; // its square overflows
        x[100 * 10] = float.NaN; // excluded, so not counted
        KCenterResult result = Everywhere(x, 10, 400, [299], [100]);
        Assert.Equal(295, result.Rows.Length);
        Assert.DoesNotContain(41, result.Rows);
        Assert.DoesNotContain(7, result.Rows);
        Assert.Equal(3, result.NonFiniteCount);
        Assert.Equal(7, result.FirstNonFiniteRow);
        Assert.Equal(0, result.Rows[0]); // the chosen row covers nothing
    }

    [Fact]
    public void The_first_row_without_centres_is_the_lowest_finite_candidate()
    {
        float[] x = Clouds.Uniform(20, 3);
        x[3] = float.NaN;
        KCenterResult result = Everywhere(x, 3, 2, [], [0]);
        Assert.Equal(2, result.Rows[0]);
        Assert.Equal(float.PositiveInfinity, result.SquaredDistances[0]);
        Assert.Equal(1, result.NonFiniteCount);
        Assert.Equal(1, result.FirstNonFiniteRow);
    }

    [Fact]
    public void Picking_ends_with_the_candidates()
    {
        float[] x = Clouds.Uniform(5, 2);
        Assert.Equal([0L, 1, 2, 3, 4], Everywhere(x, 2, 9, [], []).Rows.Order());
        Assert.Equal([1L, 3], Everywhere(x, 2, 9, [0, 4], [2]).Rows.Order());
        Assert.Equal(5, KCenter.Greedy(new(x, 2), int.MaxValue).Rows.Length);
        Assert.Empty(Everywhere(x, 2, 0, [0], []).Rows);
        Assert.Empty(KCenter.Greedy(new(Array.Empty<float>(), 2), 3).Rows);
        Assert.Empty(Everywhere([float.NaN, float.NaN], 1, 3, [], []).Rows);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        RowTable table = new(new float[20], 2);
        Assert.Throws<ArgumentException>(() => KCenter.Greedy(table, 1, [10]));
        Assert.Throws<ArgumentException>(() => KCenter.Greedy(table, 1, [], [3, 2]));
        Assert.Throws<ArgumentException>(() => KCenter.Greedy(table, 1, [], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => KCenter.Greedy(table, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KCenter.Greedy(table, 1, threads: 0));
        Assert.Throws<OperationCanceledException>(() => KCenter.Greedy(table, 2, cancellation: new(true)));
    }

    [ProtectedMemoryFact]
    public void Nothing_is_read_beyond_the_table()
    {
        using ProtectedMemory memory = new(20_000);
        foreach (int width in (int[])[1, 5, 8, 11, 16, 19])
        {
            foreach (int rows in (int[])[1, 8, 127, 130, 300])
            {
                int length = rows * width;
                Clouds.Uniform(rows, width).CopyTo(memory.Floats(length));
                RowTable table = new(rows, width, (first, max) =>
                    memory.Floats(length).Slice((int)first * width, Math.Min(max, rows - (int)first) * width));
                KCenter.Greedy(table, 20);
            }
        }
    }
}
