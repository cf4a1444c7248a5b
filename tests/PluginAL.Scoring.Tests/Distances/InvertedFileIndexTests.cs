namespace PluginAL.Scoring.Tests;

public class InvertedFileIndexTests
{
    private const int Width = 24;

    private static float[] Clustered(int rows, int seed)
    {
        float[] centres = Sample.Floats(60 * Width, -1, 1, 5);
        Random random = new(seed);
        float[] x = new float[rows * Width];
        for (int i = 0; i < rows; i++)
        {
            int c = random.Next(60);
            for (int d = 0; d < Width; d++) x[i * Width + d] = centres[c * Width + d] + 0.8f * (random.NextSingle() - 0.5f);
        }
        return x;
    }

    private static (long[] Rows, float[] Distances) Exact(float[] queries, float[] database, DistanceMetric metric, int k)
    {
        long[] rows = new long[queries.Length / Width * k];
        float[] distances = new float[rows.Length];
        ExactNeighbours.Search(queries, database, Width, metric, k, rows, distances);
        return (rows, distances);
    }

    [Fact]
    public void A_few_probes_find_nearly_all_neighbours_and_all_probes_find_all()
    {
        const int K = 10, Lists = 50;
        float[] database = Clustered(6000, 1), queries = Clustered(100, 2);
        foreach (DistanceMetric metric in Enum.GetValues<DistanceMetric>())
        {
            InvertedFileIndex index = InvertedFileIndex.Build(database, Width, metric, Lists, seed: 7);
            (long[] expected, float[] expectedDistances) = Exact(queries, database, metric, K);
            long[] rows = new long[expected.Length];
            float[] distances = new float[expected.Length];
            index.Search(queries, Lists, K, rows, distances);
            Assert.Equal(expected, rows);
            Sample.SameBits(expectedDistances, distances, $"{metric}");

            index.Search(queries, 8, K, rows, distances);
            int found = 0;
            for (int q = 0; q < 100; q++) found += expected.AsSpan(q * K, K).ToArray().Intersect(rows.AsSpan(q * K, K).ToArray()).Count();
            Assert.True(found >= 950, $"{metric}: recall is {found / 1000.0}");
        }
    }

    [Fact]
    public void Lists_hold_every_finite_row_once_with_its_values()
    {
        float[] database = Clustered(500, 3);
        database[77 * Width + 1] = float.NaN;
        database[78 * Width + 1] = float.PositiveInfinity;
        InvertedFileIndex index = InvertedFileIndex.Build(database, Width, DistanceMetric.Euclidean, 9, seed: 1);
        Assert.Equal(498, index.RowCount);
        Assert.Equal(9, index.ListCount);
        long[] numbers = index.RowNumbers.ToArray();
        Assert.Equal(Enumerable.Range(0, 500).Where(i => i is not (77 or 78)).Select(i => (long)i), numbers.Order());
        for (int i = 0; i < numbers.Length; i++)
            Sample.SameBits(database.AsSpan((int)numbers[i] * Width, Width), index.Vectors(i, 1), $"row {numbers[i]}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_index_and_its_arrays_make_it_again()
    {
        float[] database = Clustered(800, 3), queries = Clustered(20, 4);
        InvertedFileIndex a = InvertedFileIndex.Build(database, Width, DistanceMetric.Cosine, 12, seed: 1);
        InvertedFileIndex b = InvertedFileIndex.Build(database, Width, DistanceMetric.Cosine, 12, seed: 1);
        Sample.SameBits(a.Centroids.Span, b.Centroids.Span, "centroids");
        Assert.Equal(a.RowNumbers.ToArray(), b.RowNumbers.ToArray());
        float[] vectors = a.Vectors(0, a.RowCount).ToArray();
        InvertedFileIndex c = new(
            a.Metric, a.Width, a.Centroids, a.Offsets, a.RowNumbers, (first, count) => vectors.AsSpan((int)first * Width, count * Width));
        long[] rows = new long[60], again = new long[60];
        float[] distances = new float[60], distancesAgain = new float[60];
        a.Search(queries, 3, 3, rows, distances);
        c.Search(queries, 3, 3, again, distancesAgain);
        Assert.Equal(rows, again);
        Sample.SameBits(distances, distancesAgain, "distances");
    }

    [Fact]
    public void Equal_rows_still_fill_the_lists_and_queries_that_are_not_finite_find_nothing()
    {
        float[] database = new float[40 * Width], queries = new float[2 * Width];
        queries[Width] = float.NaN;
        InvertedFileIndex index = InvertedFileIndex.Build(database, Width, DistanceMetric.SquaredEuclidean, 5, seed: 1);
        long[] rows = new long[6];
        index.Search(queries, 5, 3, rows, new float[6]);
        Assert.Equal([0, 1, 2, -1, -1, -1], rows);
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_refused()
    {
        RowReader none = (_, _) => [];
        Assert.Throws<ArgumentException>(() => new InvertedFileIndex(DistanceMetric.Dot, 3, new float[7], new long[3], Array.Empty<long>(), none));
        Assert.Throws<ArgumentException>(() => new InvertedFileIndex(DistanceMetric.Dot, 3, new float[6], new long[2], Array.Empty<long>(), none));
        Assert.Throws<ArgumentException>(() => new InvertedFileIndex(DistanceMetric.Dot, 3, new float[6], new long[] { 0, 2, 1 }, new long[1], none));
        Assert.Throws<ArgumentException>(() => new InvertedFileIndex(DistanceMetric.Dot, 3, new float[6], new long[] { 1, 1, 2 }, new long[1], none));
        Assert.Throws<ArgumentException>(() => InvertedFileIndex.Build(new float[6], 3, DistanceMetric.Dot, 3, 1));
        InvertedFileIndex index = new(DistanceMetric.Dot, 3, new float[6], new long[3], Array.Empty<long>(), none);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(new float[3], 3, 1, new long[1], new float[1]));
        index.Search(new float[3], 2, 1, new long[1], new float[1]);
    }
}
