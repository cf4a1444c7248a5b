using PluginAL.Scoring.Clustering;

namespace PluginAL.Scoring.Tests.Clustering;

public class RowTableTests
{
    [Fact]
    public void Rows_come_as_many_as_lie_together()
    {
        float[] values = Clouds.Uniform(10, 3);
        RowTable whole = new(values, 3), parts = Clouds.Segmented(values, 3, 4);
        Assert.Equal(10, whole.Count);
        Assert.Equal(values[6..21], whole.Rows(2, 5).ToArray());
        Assert.Equal(values[6..], whole.Rows(2, 100).ToArray());
        Assert.Equal(values[6..12], parts.Rows(2, 5).ToArray());
    }

    [Fact]
    public void Bad_rows_and_bad_blocks_are_refused()
    {
        RowTable table = new(new float[6], 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Rows(2, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Rows(-1, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Rows(0, 0).Length);
        Assert.Throws<ArgumentException>(() => new RowTable(new float[7], 3));
        foreach (int length in (int[])[0, 2, 4, 9])
        {
            RowTable bad = new(2, 3, (_, _) => new float[length]);
            Assert.Contains($"has {length} values", Assert.Throws<InvalidOperationException>(() => bad.Rows(0, 2).Length).Message);
        }
    }

    [Fact]
    public void What_a_block_throws_comes_out_as_it_is_with_threads_too()
    {
        RowTable table = new(200_000, 1, (first, max) => first < 150_000 ? new float[Math.Min(max, 1000)] : throw new IOException("gone"));
        foreach (int threads in (int[])[1, 3])
        {
            Assert.Throws<IOException>(() => KCenter.Greedy(table, 3, [0], [], threads));
            Assert.Throws<IOException>(() => KMeans.Start(table, 3, (_, _) => 0, 1, threads));
            Assert.Throws<IOException>(() => KMeans.Fit(table, [1, 2], new() { Threads = threads }));
            Assert.Throws<IOException>(() => GradientEmbedding.Select(table, table, 3, (_, _) => 0, threads: threads));
        }
    }
}
