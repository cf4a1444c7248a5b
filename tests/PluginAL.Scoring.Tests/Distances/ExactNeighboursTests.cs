using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class ExactNeighboursTests
{
    private static readonly DistanceMetric[] Metrics = Enum.GetValues<DistanceMetric>();

    /// <summary>Distances by the textbook in float64; for dot its negative, so that smaller is always nearer.</summary>
    private static double Key(DistanceMetric metric, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double square = 0, manhattan = 0, dot = 0, xx = 0, yy = 0;
        for (int d = 0; d < x.Length; d++)
        {
            double t = (double)x[d] - y[d];
            square += t * t;
            manhattan += Math.Abs(t);
            dot += (double)x[d] * y[d];
            xx += (double)x[d] * x[d];
            yy += (double)y[d] * y[d];
        }
        return metric switch
        {
            DistanceMetric.SquaredEuclidean => square,
            DistanceMetric.Euclidean => Math.Sqrt(square),
            DistanceMetric.Cosine => xx == 0 || yy == 0 ? 1 : 1 - dot / Math.Sqrt(xx * yy),
            DistanceMetric.Dot => -dot,
            _ => manhattan,
        };
    }

    /// <summary>Rows by ascending key, ties by the lower row; rows with NaN or infinities left out.</summary>
    private static (double Key, long Row)[] Exhaustive(DistanceMetric metric, ReadOnlySpan<float> query, float[] database)
    {
        int width = query.Length;
        List<(double Key, long Row)> all = [];
        foreach (float x in query) if (!float.IsFinite(x)) return [];
        for (int i = 0; i < database.Length / width; i++)
        {
            ReadOnlySpan<float> row = database.AsSpan(i * width, width);
            bool finite = true;
            foreach (float x in row) finite &= float.IsFinite(x);
            if (finite) all.Add((Key(metric, query, row), i));
        }
        all.Sort();
        return [.. all];
    }

    /// <summary>Equal to the exhaustive search, but that rows may change places whose keys differ by rounding in float64.</summary>
    private static void AssertExact(
        DistanceMetric metric, float[] queries, float[] database, int width, int k, long[] indices, float[] distances, string what)
    {
        for (int q = 0; q < queries.Length / width; q++)
        {
            ReadOnlySpan<float> query = queries.AsSpan(q * width, width);
            (double Key, long Row)[] expected = Exhaustive(metric, query, database);
            for (int j = 0; j < k; j++)
            {
                string where = $"{what}, {metric}, D={width}, query {q}, neighbour {j}";
                long row = indices[q * k + j];
                float distance = distances[q * k + j];
                if (j >= expected.Length)
                {
                    Assert.True(row == -1 && float.IsNaN(distance), where);
                    continue;
                }
                double key = expected[j].Key;
                double scale = metric is DistanceMetric.Dot or DistanceMetric.Cosine ? Scale(metric, query, database, width) : Math.Abs(key);
                if (row != expected[j].Row)
                {
                    Assert.True(row >= 0, where);
                    double other = Key(metric, query, database.AsSpan((int)row * width, width));
                    Assert.True(Math.Abs(other - key) <= 1e-12 * scale, $"{where}: row {row} at {other:R}, expected {expected[j].Row} at {key:R}");
                }
                double found = metric == DistanceMetric.Dot ? -distance : distance;
                Assert.True(Math.Abs(found - key) <= 1e-7 * Math.Abs(key) + 1e-12 * scale + float.Epsilon, $"{where}: distance {found:R}, expected {key:R}");
            }
            Assert.Equal(Math.Min(k, expected.Length), indices.AsSpan(q * k, k).ToArray().Where(r => r >= 0).Distinct().Count());
        }
    }

    private static double Scale(DistanceMetric metric, ReadOnlySpan<float> query, float[] database, int width)
    {
        if (metric == DistanceMetric.Cosine) return 1;
        double greatest = 0;
        foreach (float x in database) if (float.IsFinite(x)) greatest = Math.Max(greatest, Math.Abs((double)x));
        double sum = 0;
        foreach (float x in query) sum += Math.Abs((double)x) * greatest;
        return sum;
    }

    private static (long[], float[]) Search<L>(float[] queries, float[] database, int width, DistanceMetric metric, int k, int split = int.MaxValue)
        where L : struct, ILanes<L>
    {
        NeighbourSearch search = new(queries, width, metric, k);
        int rows = database.Length / width;
        for (int i = 0; i < rows; i += Math.Min(split, rows))
        {
            int n = Math.Min(split, rows - i);
            search.Add<L>(database.AsSpan(i * width, n * width), n, i);
        }
        long[] indices = new long[search.QueryCount * k];
        float[] distances = new float[indices.Length];
        search.CopyTo(indices, distances);
        return (indices, distances);
    }

    /// <summary>All paths, several splits and threads give the same bits; which are the right ones.</summary>
    private static void AssertSearch(float[] queries, float[] database, int width, int k, string what, DistanceMetric[]? metrics = null)
    {
        foreach (DistanceMetric metric in metrics ?? Metrics)
        {
            (long[] indices, float[] distances) = Search<LanesScalar>(queries, database, width, metric, k);
            AssertExact(metric, queries, database, width, k, indices, distances, what);
            AssertSame(Search<Lanes128>(queries, database, width, metric, k), "vector128");
            if (Lanes256.IsSupported)
            {
                AssertSame(Search<Lanes256>(queries, database, width, metric, k), "avx2");
                AssertSame(Search<Lanes256>(queries, database, width, metric, k, 101), "in blocks of 101");
            }
            foreach (int threads in (int[])[1, 3])
            {
                long[] i = new long[indices.Length];
                float[] d = new float[indices.Length];
                ExactNeighbours.Search(queries, database, width, metric, k, i, d, threads);
                AssertSame((i, d), $"{threads} threads");
            }

            void AssertSame((long[] Indices, float[] Distances) other, string how)
            {
                Assert.Equal(indices, other.Indices);
                Sample.SameBits(distances, other.Distances, $"{what}, {metric}, D={width}, {how}");
            }
        }
    }

    private static float[] Clustered(int rows, int width, int clusters, float spread, float offset, int seed)
    {
        float[] centres = Sample.Floats(clusters * width, -1, 1, 77);
        Random random = new(seed);
        float[] x = new float[rows * width];
        for (int i = 0; i < rows; i++)
        {
            int c = random.Next(clusters);
            for (int d = 0; d < width; d++) x[i * width + d] = offset + centres[c * width + d] + spread * (random.NextSingle() - 0.5f);
        }
        return x;
    }

    [Fact]
    public void Neighbours_equal_an_exhaustive_search_for_every_width()
    {
        for (int width = 1; width <= 70; width++)
            AssertSearch(Sample.Floats(11 * width, -1, 1), Sample.Floats(97 * width, -1, 1, 2), width, 5, "random");
        foreach (int width in (int[])[128, 511, 512, 513, 1030])
            AssertSearch(Sample.Floats(17 * width, -1, 1), Sample.Floats(130 * width, -1, 1, 2), width, 3, "wide");
    }

    [Fact]
    public void Neighbours_equal_an_exhaustive_search_for_every_number_of_rows_and_queries()
    {
        for (int rows = 0; rows <= 40; rows++)
            AssertSearch(Sample.Floats(9 * 12, -1, 1), Sample.Floats(rows * 12, -1, 1, 2), 12, 4, $"{rows} rows");
        for (int queries = 0; queries <= 34; queries++)
            AssertSearch(Sample.Floats(queries * 10, -1, 1), Sample.Floats(50 * 10, -1, 1, 2), 10, 4, $"{queries} queries");
        AssertSearch(Sample.Floats(20 * 8, -1, 1), Sample.Floats(1000 * 8, -1, 1, 2), 8, 1, "one neighbour");
        AssertSearch(Sample.Floats(20 * 8, -1, 1), Sample.Floats(1000 * 8, -1, 1, 2), 8, 300, "many neighbours");
        AssertSearch(Sample.Floats(3 * 8, -1, 1), Sample.Floats(1000 * 8, -1, 1, 2), 8, 300, "many neighbours of few");
    }

    [Theory]
    [InlineData(0.5f, 0f)]
    [InlineData(1e-3f, 0f)]   // near neighbours are far closer than rounding in a product of long vectors
    [InlineData(0.5f, 1000f)] // a large mean
    [InlineData(1e-2f, -1e5f)]
    public void Clusters_and_large_means_do_not_blur_neighbours(float spread, float offset)
    {
        foreach (int queries in (int[])[3, 40])
        {
            AssertSearch(
                Clustered(queries, 48, 7, spread, offset, 1), Clustered(1500, 48, 7, spread, offset, 2), 48, 10, $"clusters of {spread} at {offset}");
        }
    }

    [Fact]
    public void Neighbours_stay_the_same_over_the_rows_for_which_other_products_serve()
    {
        const int Rows = 2100;
        foreach (int width in (int[])[16, 40])
        {
            float[] queries = Clustered(37, width, 7, 0.5f, 0, 1), database = Clustered(Rows, width, 7, 0.5f, 0, 2);
            AssertSearch(queries, database, width, 2, "even");
            for (int i = 0; i < Rows; i += 7) database[i * width + i % width] *= 1000; // wide bounds: floats must take over
            database[1800 * width] = float.NaN;
            AssertSearch(queries, database, width, 1, "great values");
            AssertSearch(queries.AsSpan(0, 17 * width).ToArray(), Clustered(Rows, width, 300, 1e-3f, 1e4f, 2), width, 3, "a large mean");
        }
    }

    [Fact]
    public void Equal_distances_go_to_the_lower_rows()
    {
        float[] block = Sample.Floats(20 * 9, -1, 1), database = new float[400 * 9];
        for (int i = 0; i < 400; i++) block.AsSpan(i % 20 * 9, 9).CopyTo(database.AsSpan(i * 9, 9));
        foreach (int queries in (int[])[2, 20])
        {
            foreach (DistanceMetric metric in (DistanceMetric[])[DistanceMetric.SquaredEuclidean, DistanceMetric.Euclidean, DistanceMetric.Manhattan])
            {
                float[] query = block.AsSpan(0, queries * 9).ToArray();
                (long[] indices, float[] distances) = Search<Lanes128>(query, database, 9, metric, 7);
                for (int q = 0; q < queries; q++)
                {
                    for (int j = 0; j < 7; j++)
                    {
                        Assert.Equal(q + 20 * j, indices[q * 7 + j]);
                        Assert.Equal(0, distances[q * 7 + j]);
                    }
                }
            }
            AssertSearch(block.AsSpan(0, queries * 9).ToArray(), database, 9, 7, "duplicates");
        }
        AssertSearch(new float[12 * 5], new float[100 * 5], 5, 6, "zeros");
    }

    [Fact]
    public void Rows_in_descending_order_of_distance_are_all_found()
    {
        float[] database = new float[2000 * 4];
        for (int i = 0; i < database.Length; i++) database[i] = 2000 - i / 4;
        AssertSearch(Sample.Floats(20 * 4, -1, 1), database, 4, 10, "descending");
    }

    [Fact]
    public void Rows_that_are_not_finite_are_counted_and_never_neighbours()
    {
        foreach (int queries in (int[])[3, 30])
        {
            float[] query = Sample.Floats(queries * 13, -1, 1), database = Sample.Floats(300 * 13, -1, 1, 2);
            database[17 * 13 + 3] = float.NaN;
            database[133 * 13 + 12] = float.PositiveInfinity;
            database[299 * 13] = float.NegativeInfinity;
            query[1 * 13 + 4] = float.NaN;
            query[2 * 13 + 4] = float.NegativeInfinity;
            AssertSearch(query, database, 13, 298, "not finite");
            foreach (DistanceMetric metric in Metrics)
            {
                NeighbourSearch search = new(query, 13, metric, 5), other = search.Fork();
                search.Add(database.AsSpan(100 * 13), 100);
                other.Add(database.AsSpan(0, 100 * 13), 0);
                search.Merge(other);
                Assert.Equal(3, search.NonFiniteCount);
                Assert.Equal(17, search.FirstNonFiniteRow);
            }
        }
    }

    [Fact]
    public void Very_large_and_very_small_values_keep_their_order()
    {
        foreach (int queries in (int[])[3, 30])
        {
            foreach (float scale in (float[])[1e-38f, 1e-30f, 1e-20f, 1e-12f, 1e12f, 1e17f])
                AssertSearch(Sample.Floats(queries * 20, -scale, scale), Sample.Floats(200 * 20, -scale, scale, 2), 20, 6, $"scale {scale}");
            float[] database = Sample.Floats(200 * 20, -1, 1, 2), query = Sample.Floats(queries * 20, -1, 1);
            for (int i = 0; i < 100; i++) database[i * 20 + 1] = i % 2 == 0 ? 3e37f : -1e25f;
            query[1 * 20 + 1] = 2e37f;
            foreach (DistanceMetric metric in (DistanceMetric[])[DistanceMetric.Euclidean, DistanceMetric.Cosine, DistanceMetric.Manhattan])
                AssertSearch(query, database, 20, 150, "huge", [metric]);
        }
    }

    [Fact]
    public void Rows_of_zeros_are_at_cosine_distance_one()
    {
        foreach (int queries in (int[])[3, 30])
        {
            float[] database = Sample.Floats(60 * 6, -1, 1), query = Sample.Floats(queries * 6, -1, 1, 2);
            database.AsSpan(12 * 6, 6 * 20).Clear();
            query.AsSpan(6, 6).Clear();
            AssertSearch(query, database, 6, 60, "zeros", [DistanceMetric.Cosine, DistanceMetric.Dot]);
        }
    }

    [Fact]
    public void A_reader_is_asked_for_each_row_once_and_may_number_rows_beyond_32_bits()
    {
        float[] database = Sample.Floats(3000 * 8, -1, 1), queries = Sample.Floats(10 * 8, -1, 1, 2);
        int[] asked = new int[3000];
        long[] indices = new long[30];
        float[] distances = new float[30];
        long left = ExactNeighbours.Search(queries, Read, 3000, 8, DistanceMetric.Euclidean, 3, indices, distances, 2);
        Assert.Equal(0, left);
        Assert.All(asked, n => Assert.Equal(1, n));
        AssertExact(DistanceMetric.Euclidean, queries, database, 8, 3, indices, distances, "reader");

        NeighbourSearch search = new(queries, 8, DistanceMetric.Euclidean, 3);
        search.Add(database, 1L << 40);
        long[] far = new long[30];
        search.CopyTo(far, distances);
        Assert.Equal(indices.Select(i => i + (1L << 40)), far);

        ReadOnlySpan<float> Read(long first, int count)
        {
            for (int i = 0; i < count; i++) Interlocked.Increment(ref asked[(int)first + i]);
            return database.AsSpan((int)first * 8, count * 8);
        }
    }

    [ProtectedMemoryFact]
    public void Nothing_is_read_beyond_the_rows()
    {
        using ProtectedMemory x = new(40 * 40), rows = new(40 * 40);
        for (int width = 1; width <= 34; width++)
        {
            foreach (int queries in (int[])[2, 18])
            {
                foreach (int count in (int[])[1, 5, 6, 7, 8, 13])
                {
                    foreach (DistanceMetric metric in Metrics)
                    {
                        NeighbourSearch search = new(x.Floats(queries * width), width, metric, 2);
                        search.Add<Lanes128>(rows.Floats(count * width), count, 0);
                        if (Lanes256.IsSupported) search.Add<Lanes256>(rows.Floats(count * width), count, count);
                    }
                }
            }
        }
    }

    [Fact]
    public void Adding_rows_allocates_nothing()
    {
        float[] database = Sample.Floats(500 * 16, -1, 1);
        foreach (int queries in (int[])[4, 40])
        {
            foreach (DistanceMetric metric in Metrics)
            {
                NeighbourSearch search = new(Sample.Floats(queries * 16, -1, 1, 2), 16, metric, 5);
                long first = 0;
                Assert.Equal(0, Sample.Allocations(() => search.Add(database, first += 500)));
            }
        }
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new NeighbourSearch(new float[7], 3, DistanceMetric.Dot, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighbourSearch(new float[6], 3, DistanceMetric.Dot, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighbourSearch(new float[6], 3, (DistanceMetric)9, 1));
        NeighbourSearch search = new(new float[6], 3, DistanceMetric.Dot, 1), other = new(new float[6], 3, DistanceMetric.Dot, 1);
        Assert.Throws<ArgumentException>(() => search.Merge(search));
        Assert.Throws<ArgumentException>(() => search.Merge(other));
        Assert.Throws<ArgumentException>(() => search.Add(new float[4], 0));
        Assert.Throws<ArgumentException>(() => search.CopyTo(new long[3], new float[2]));
        search.CopyTo(new long[2], new float[2]);
        Assert.Throws<InvalidOperationException>(() => search.Add(new float[3], 0));
        Assert.Throws<InvalidOperationException>(() => search.CopyTo(new long[2], new float[2]));
    }
}
