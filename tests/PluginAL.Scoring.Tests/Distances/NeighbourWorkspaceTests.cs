namespace PluginAL.Scoring.Tests;

public class NeighbourWorkspaceTests
{
    private static readonly DistanceMetric[] Metrics = Enum.GetValues<DistanceMetric>();

    [Fact]
    public void A_workspace_that_was_used_finds_what_a_new_one_does()
    {
        Random random = new(4);
        NeighbourWorkspace workspace = new();
        for (int i = 0; i < 120; i++)
        {
            int width = random.Next(1, 70), queries = random.Next(0, 50), rows = random.Next(0, 300), k = random.Next(1, 12);
            DistanceMetric metric = Metrics[random.Next(Metrics.Length)];
            float[] q = Sample.Floats(queries * width, -1, 1, i), x = Sample.Floats(rows * width, -1, 1, i + 1000);
            if (i % 3 == 0 && x.Length > 0) x[random.Next(x.Length)] = float.NaN;
            if (i % 4 == 0 && q.Length > 0) q[random.Next(q.Length)] = float.PositiveInfinity;
            if (i % 5 == 0 && q.Length > 0) q[random.Next(q.Length)] = 1e30f;
            long[] expected = new long[queries * k], found = new long[queries * k];
            float[] expectedDistances = new float[queries * k], distances = new float[queries * k];
            long left = ExactNeighbours.Search(q, x, width, metric, k, expected, expectedDistances);
            Assert.Equal(left, ExactNeighbours.Search(q, x, width, metric, k, found, distances, workspace));
            Assert.Equal(expected, found);
            Sample.SameBits(expectedDistances, distances, $"search {i}");
        }
    }

    [Fact]
    public void An_index_and_bits_are_searched_in_a_used_workspace_as_in_a_new_one()
    {
        NeighbourWorkspace workspace = new();
        for (int i = 0; i < 12; i++)
        {
            int width = 3 + 5 * (i % 4), queries = 1 + i * 7 % 30, k = 1 + i % 6;
            float[] x = Sample.Floats(400 * width, -1, 1, i), q = Sample.Floats(queries * width, -1, 1, i + 50);
            InvertedFileIndex index = InvertedFileIndex.Build(x, width, Metrics[i % Metrics.Length], 9, seed: i);
            long[] expected = new long[queries * k], found = new long[queries * k], bits = new long[queries * k], foundBits = new long[queries * k];
            float[] expectedDistances = new float[queries * k], distances = new float[queries * k];
            index.Search(q, 1 + i % 9, k, expected, expectedDistances);
            index.Search(q, 1 + i % 9, k, found, distances, workspace);
            Assert.Equal(expected, found);
            Sample.SameBits(expectedDistances, distances, $"search {i}");

            ulong[] a = [.. q.Select(v => (ulong)BitConverter.SingleToUInt32Bits(v) * 0x9E3779B97F4A7C15)];
            ulong[] b = [.. x.Select(v => (ulong)BitConverter.SingleToUInt32Bits(v) * 0x9E3779B97F4A7C15)];
            HammingNeighbours.Search(a, b, width, k, expected, bits);
            HammingNeighbours.Search(a, b, width, k, found, foundBits, workspace);
            Assert.Equal(expected, found);
            Assert.Equal(bits, foundBits);
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_the_workspace_has_grown()
    {
        const int Width = 20, K = 5;
        float[] x = Sample.Floats(700 * Width, -1, 1), q = Sample.Floats(40 * Width, -1, 1, 2), distances = new float[40 * K];
        long[] found = new long[40 * K], bits = new long[40 * K];
        ulong[] a = new ulong[40 * 3], b = new ulong[500 * 3];
        for (int i = 0; i < b.Length; i++) b[i] = (ulong)i * 0x9E3779B97F4A7C15;
        NeighbourWorkspace workspace = new();
        foreach (DistanceMetric metric in Metrics)
        {
            InvertedFileIndex index = InvertedFileIndex.Build(x, Width, metric, 12, seed: 1);
            foreach (int queries in (int[])[40, 3])
            {
                int n = queries;
                AssertNone(() => ExactNeighbours.Search(q.AsSpan(0, n * Width), x, Width, metric, K, found.AsSpan(0, n * K), distances.AsSpan(0, n * K), workspace));
                AssertNone(() => index.Search(q.AsSpan(0, n * Width), 4, K, found.AsSpan(0, n * K), distances.AsSpan(0, n * K), workspace));
                AssertNone(() => HammingNeighbours.Search(a.AsSpan(0, n * 3), b, 3, K, found.AsSpan(0, n * K), bits.AsSpan(0, n * K), workspace));
            }
        }

        static void AssertNone(Action search)
        {
            search();
            Assert.Equal(0, Sample.Allocations(search));
        }
    }

    [Fact]
    public void Further_threads_find_the_same_in_memory_that_is_used_again()
    {
        NeighbourWorkspace workspace = new();
        foreach (int threads in (int[])[2, 4, 3])
        {
            foreach ((int queries, int k) in (ReadOnlySpan<(int, int)>)[(40, 10), (3, 4), (70, 2)])
            {
                foreach (DistanceMetric metric in Metrics)
                {
                    float[] q = Sample.Floats(queries * 16, -1, 1, queries), x = Sample.Floats(5000 * 16, -1, 1, threads);
                    x[4321 * 16] = float.NaN;
                    long[] expected = new long[queries * k], found = new long[queries * k];
                    float[] near = new float[queries * k], distances = new float[queries * k];
                    Assert.Equal(1, ExactNeighbours.Search(q, x, 16, metric, k, expected, near));
                    Assert.Equal(1, ExactNeighbours.Search(q, x, 16, metric, k, found, distances, workspace, threads));
                    Assert.Equal(expected, found);
                    Sample.SameBits(near, distances, $"{metric}, {threads} threads");
                }
            }
        }
    }

    [Fact]
    public void Further_threads_allocate_only_what_starts_them()
    {
        float[] q = Sample.Floats(200 * 32, -1, 1), x = Sample.Floats(4000 * 32, -1, 1, 2), distances = new float[2000];
        long[] found = new long[2000];
        NeighbourWorkspace workspace = new();
        Search();
        Assert.InRange(Sample.Allocations(Search), 0, 20_000); // forks are made on this thread, and one takes over 300 KB

        void Search() => ExactNeighbours.Search(q, x, 32, DistanceMetric.Euclidean, 10, found, distances, workspace, 2);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_and_the_workspace_is_good_for_the_next_search()
    {
        NeighbourWorkspace workspace = new();
        long[] found = new long[2];
        float[] distances = new float[2];
        Assert.Throws<ArgumentException>(() => ExactNeighbours.Search(new float[3], new float[4], 2, DistanceMetric.Dot, 1, found, distances, workspace));
        Assert.Throws<ArgumentException>(() => ExactNeighbours.Search(new float[4], new float[4], 2, DistanceMetric.Dot, 2, found, distances, workspace));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactNeighbours.Search(new float[4], new float[4], 2, (DistanceMetric)99, 1, found, distances, workspace));
        Assert.Equal(0, ExactNeighbours.Search([1, 0, 0, 1], [0, 2, 3, 0], 2, DistanceMetric.Dot, 1, found, distances, workspace));
        Assert.Equal([1, 0], found);
        Assert.Equal([3, 2], distances);
    }
}
