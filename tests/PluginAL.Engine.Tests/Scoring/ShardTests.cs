using PluginAL.Abstractions;
using PluginAL.Engine.Scoring;
using PluginAL.Pools;
using PluginAL.Scoring;

namespace PluginAL.Engine.Tests.Scoring;

public sealed class ShardTests
{
    private const int Rows = 5003;
    private const int Classes = 3;

    private static NpyColumn<float> Column(TemporaryFolder folder, string name = "p.npy", int seed = 1)
    {
        var random = new Random(seed);
        using (var writer = NpyWriter<float>.Create(folder.File(name), Classes))
        {
            for (var i = 0; i < Rows; i++)
            {
                // Few different values, so that ties are many.
                var first = random.Next(1, 40) / 64f;
                writer.Write(i % 1000 == 999 ? [float.NaN, 0, 0] : [first, (1 - first) / 2, (1 - first) / 2]);
            }

            writer.Complete();
        }

        return NpyColumn<float>.Open(folder.File(name));
    }

    private static string Score(TemporaryFolder folder, NpyColumn<float> column, Shard? shard, int top, Func<ShardRecord, ShardRecord>? change = null, bool ids = false)
    {
        using var plugins = new Plugins();
        using var strategy = plugins.Strategy("margin");
        var (first, end) = shard?.Rows(column.RowCount) ?? (0, column.RowCount);
        var scores = new PoolScorer(new ProbabilitySignals(column, false), (IPointwiseStrategy)strategy.Instance) { FirstRow = first, EndRow = end }.Run(top);
        var path = folder.File(shard is { } one ? $"part{one.Index}of{one.Count}.csv" : "whole.csv");
        RankedRowsCsv.Write(path, scores.Best, ids ? Id : null);
        if (shard is { } part)
        {
            var record = new ShardRecord
            {
                Shard = part.Index, Shards = part.Count, Rows = column.RowCount, Source = SourceFingerprint.Of(column), Strategy = strategy.Label, Seed = 0,
                Top = top, Written = scores.Best.Count, ScoredRows = scores.ScoredRows, NonFinite = scores.NonFinite, FirstNonFiniteRow = scores.FirstNonFiniteRow,
            };
            (change is null ? record : change(record)).Save(path);
        }

        return path;
    }

    private static string Id(long row) => (row % 4) switch { 0 => $"plain{row}", 1 => $"with,comma{row}", 2 => $"say \"{row}\"", _ => $"two\nlines{row}" };

    [Theory]
    [InlineData(1, 100, false)]
    [InlineData(3, 100, true)]
    [InlineData(4, 6000, false)]
    [InlineData(1000, 20, true)]
    public void Merged_shards_are_the_file_that_one_machine_writes(int count, int top, bool ids)
    {
        using var folder = new TemporaryFolder();
        using var column = Column(folder);
        var whole = Score(folder, column, null, top, ids: ids);
        var parts = Enumerable.Range(0, count).Select(index => Score(folder, column, new Shard(index, count), top, ids: ids)).Reverse().ToArray();
        var merged = ShardMerge.Read(parts, top);
        merged.Write(folder.File("merged.csv"));
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(folder.File("merged.csv")));
        Assert.Equal((Rows, Rows, 5, 999), (merged.Rows, merged.ScoredRows, merged.NonFinite, merged.FirstNonFiniteRow));
    }

    [Fact]
    public void Shards_are_whole_blocks_that_follow_each_other_and_cover_the_pool()
    {
        foreach (var rows in new long[] { 0, 1, 7, 8, 1000, 5003, 123_456_789, 40_000_000_000 })
        {
            foreach (var count in new[] { 1, 2, 3, 7, 64, 1000 })
            {
                long next = 0;
                for (var index = 0; index < count; index++)
                {
                    var (first, end) = new Shard(index, count).Rows(rows);
                    Assert.Equal(next, first);
                    Assert.True(end >= first && (end % 8 == 0 || end == rows));
                    next = end;
                }

                Assert.Equal(rows, next);
            }
        }
    }

    [Theory]
    [InlineData("0/1")]
    [InlineData("3/4")]
    public void A_shard_is_read_as_it_is_written(string text) => Assert.Equal(text, Shard.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("4/4")]
    [InlineData("-1/4")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    public void What_is_no_shard_is_refused(string text) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PluginALException>(() => Shard.Parse(text)).Kind);

    public static TheoryData<string, string> Differences => new()
    {
        { "rows", "other rows" }, { "source", "other pool" }, { "model", "other model" }, { "strategy", "other strategy" }, { "seed", "other seed" },
        { "shards", "other parts" }, { "normalise", "other --normalise" }, { "candidates", "other rows to consider" },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Shards_that_do_not_belong_together_are_refused(string what, string message)
    {
        using var folder = new TemporaryFolder();
        using var column = Column(folder);
        var a = Score(folder, column, new Shard(0, 2), 10);
        var b = Score(folder, column, new Shard(1, 2), 10, record => what switch
        {
            "rows" => record with { Rows = 7 },
            "source" => record with { Source = "x" },
            "model" => record with { Model = "x" },
            "strategy" => record with { Strategy = "entropy" },
            "seed" => record with { Seed = 2 },
            "shards" => record with { Shards = 3 },
            "normalise" => record with { Normalise = true },
            _ => record with { Candidates = "x" },
        });
        var error = Assert.Throws<PluginALException>(() => ShardMerge.Read([a, b], 10));
        Assert.Contains(message, error.Message);
        Assert.Equal(ErrorKind.Input, error.Kind);
    }

    [Fact]
    public void Missing_double_damaged_and_too_short_shards_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var column = Column(folder);
        var parts = Enumerable.Range(0, 3).Select(index => Score(folder, column, new Shard(index, 3), 10)).ToArray();
        Assert.Contains("missing: 1/3", Assert.Throws<PluginALException>(() => ShardMerge.Read([parts[2], parts[0]], 10)).Message);
        Assert.Contains("are both shard 0/3", Assert.Throws<PluginALException>(() => ShardMerge.Read([parts[0], parts[0], parts[1], parts[2]], 10)).Message);
        Assert.Contains("--top is 11", Assert.Throws<PluginALException>(() => ShardMerge.Read(parts, 11)).Message);
        Assert.Equal(9, ShardMerge.Read(parts, 9).Best.Count);
        File.AppendAllText(parts[1], "11,5,0.5\n");
        Assert.Contains("SHA-256 differs", Assert.Throws<PluginALException>(() => ShardMerge.Read(parts, 10)).Message);
        File.Delete(ShardRecord.PathOf(parts[0]));
        Assert.Contains("does not exist", Assert.Throws<PluginALException>(() => ShardMerge.Read(parts, 10)).Message);
        File.WriteAllText(ShardRecord.PathOf(parts[0]), "{");
        Assert.Equal(ErrorKind.Input, Assert.Throws<PluginALException>(() => ShardMerge.Read(parts, 10)).Kind);
    }

    [Fact]
    public void Fingerprints_differ_where_pools_do()
    {
        using var folder = new TemporaryFolder();
        using var column = Column(folder);
        using var same = Column(folder, "same.npy");
        using var other = Column(folder, "other.npy", seed: 2);
        Assert.Equal(SourceFingerprint.Of(column), SourceFingerprint.Of(same));
        Assert.NotEqual(SourceFingerprint.Of(column), SourceFingerprint.Of(other));
    }

    [Fact]
    public void All_scores_are_written_where_they_belong_by_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        using var column = Column(folder);
        using var plugins = new Plugins();
        using var strategy = plugins.Strategy("margin");
        var expected = new float[Rows];
        Uncertainty.Score(UncertaintyMeasure.Margin, column.Values(0, (int)column.Length), Classes, expected);
        foreach (var (threads, first, end) in new[] { (1, 0L, (long)Rows), (3, 0L, Rows), (2, 512L, 4096L) })
        {
            var path = folder.File("all.npy");
            using (var writer = new ScoreColumnWriter(path, end - first, first))
            {
                new PoolScorer(new ProbabilitySignals(column, false), (IPointwiseStrategy)strategy.Instance)
                {
                    Threads = threads, FirstRow = first, EndRow = end, Sink = writer.Add,
                }.Run(5);
                writer.Complete();
            }

            using var written = NpyColumn<float>.Open(path);
            Assert.Equal([end - first], written.Shape);
            Assert.Equal(expected[(int)first..(int)end].Select(BitConverter.SingleToInt32Bits), written.Values(0, (int)written.Length).ToArray().Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void Scores_that_are_not_complete_leave_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new ScoreColumnWriter(folder.File("all.npy"), 10))
        {
            writer.Add(2, [1, 2]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
            Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add(9, [1, 2]));
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
