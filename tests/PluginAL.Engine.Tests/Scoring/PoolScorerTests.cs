using PluginAL.Abstractions;
using PluginAL.Engine.Scoring;

namespace PluginAL.Engine.Tests.Scoring;

public sealed class PoolScorerTests
{
    private const int Rows = 300_000;

    // A source without signals: scores come from the row number alone.
    private sealed class RowNumbers(long rows) : SignalSource
    {
        public override long RowCount => rows;

        public override int ClassCount => 0;

        public override SignalReader CreateReader() => new Reader();

        private sealed class Reader : SignalReader
        {
            public override SignalBlock Read(long firstRow, int maxRows) => new() { Count = maxRows, FirstRow = firstRow };

            public override SignalBlock Gather(ReadOnlySpan<long> rows) => new() { Count = rows.Length, Rows = rows };
        }
    }

    private sealed class Hashed : IPointwiseStrategy
    {
        public static float Of(long row) => row % 1000 == 999 ? float.NaN : (int)((ulong)row * 2654435761 % 5000);

        public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
        {
            for (var i = 0; i < block.Count; i++)
            {
                scores[i] = Of(block.Row(i));
            }
        }
    }

    private sealed class Fails(long at) : IPointwiseStrategy
    {
        public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
        {
            if (block.FirstRow >= at)
            {
                throw new InvalidOperationException($"row {block.FirstRow}");
            }

            scores.Clear();
        }
    }

    private static IEnumerable<(long, float)> Expected(IEnumerable<long> rows, int count) => rows
        .Select(row => (Row: row, Score: Hashed.Of(row)))
        .Where(row => !float.IsNaN(row.Score))
        .OrderByDescending(row => row.Score).ThenBy(row => row.Row).Take(count);

    private static IEnumerable<(long, float)> Found(PoolScores scores) => scores.Best.Select(row => (row.Row, row.Score));

    private static IEnumerable<long> All => Enumerable.Range(0, Rows).Select(row => (long)row);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_best_rows_are_those_of_a_full_sort_for_any_number_of_threads(int threads)
    {
        var scores = new PoolScorer(new RowNumbers(Rows), new Hashed()) { Threads = threads }.Run(500);
        Assert.Equal(Expected(All, 500), Found(scores));
        Assert.Equal((Rows, 300, 999), (scores.ScoredRows, scores.NonFinite, scores.FirstNonFiniteRow));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Excluded_rows_are_passed_over_and_not_counted(int threads)
    {
        var excluded = All.Where(row => row % 3 == 0 || row == 1999).ToArray();
        var scores = new PoolScorer(new RowNumbers(Rows), new Hashed()) { Threads = threads, Candidates = RowSet.AllExcept(Rows, excluded) }.Run(500);
        Assert.Equal(Expected(All.Except(excluded), 500), Found(scores));
        Assert.Equal(Rows - excluded.Length, scores.ScoredRows);
        Assert.Equal(excluded.Count(row => row % 1000 == 999), 300 - scores.NonFinite);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_listed_rows_only_those_in_the_range_are_scored(int threads)
    {
        var listed = All.Where(row => row % 7 == 0).ToArray();
        var scores = new PoolScorer(new RowNumbers(Rows), new Hashed())
        {
            Threads = threads, Candidates = RowSet.Only(Rows, listed), FirstRow = 1000, EndRow = 200_000,
        }.Run(100);
        Assert.Equal(Expected(listed.Where(row => row is >= 1000 and < 200_000), 100), Found(scores));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Every_row_reaches_the_sink_once(int threads)
    {
        var seen = new float[Rows];
        Array.Fill(seen, -1);
        new PoolScorer(new RowNumbers(Rows), new Hashed())
        {
            Threads = threads,
            Sink = (first, scores) =>
            {
                for (var i = 0; i < scores.Length; i++)
                {
                    Assert.Equal(-1, seen[first + i]);
                    seen[first + i] = scores[i];
                }
            },
        }.Run(1);
        Assert.Equal(All.Select(Hashed.Of), seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_failure_that_is_reported_is_the_lowest_one_for_any_number_of_threads(int threads)
    {
        var source = new RowNumbers(Rows);
        var expected = (100_000 + source.BlockRows - 1) / source.BlockRows * source.BlockRows;
        var error = Assert.Throws<InvalidOperationException>(() => new PoolScorer(source, new Fails(100_000)) { Threads = threads }.Run(1));
        Assert.Equal($"row {expected}", error.Message);
    }

    [Fact]
    public void A_cancelled_run_says_so()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => new PoolScorer(new RowNumbers(Rows), new Hashed()).Run(1, cancellation.Token));
    }
}
