using PluginAL.Abstractions;
using PluginAL.Engine.Scoring;
using PluginAL.Pools;
using PluginAL.Scoring;

namespace PluginAL.Engine.Tests.Scoring;

public sealed class MemberSignalsTests : IDisposable
{
    private const int Rows = 5000, Members = 3, Classes = 4;

    private readonly TemporaryFolder _folder = new();

    private sealed class Disagreement : IPointwiseStrategy
    {
        public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
            Committee.Score(CommitteeMeasure.MutualInformation, block.Members, block.MemberCount, block.ClassCount, scores);
    }

    private static float[] Committees(float scale)
    {
        var random = new Random(3);
        var values = new float[Rows * Members * Classes];
        foreach (var start in Enumerable.Range(0, Rows * Members).Select(i => i * Classes))
        {
            var member = values.AsSpan(start, Classes);
            var sum = 0f;
            foreach (ref var value in member)
            {
                sum += value = random.NextSingle();
            }

            foreach (ref var value in member)
            {
                value *= scale / sum;
            }
        }

        return values;
    }

    private NpyColumn<float> Column(float[] values, params int[] rowShape)
    {
        var path = Path.Combine(_folder.Path, "members.npy");
        using (var writer = NpyWriter<float>.Create(path, rowShape))
        {
            writer.Write(values);
            writer.Complete();
        }

        return NpyColumn<float>.Open(path);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_best_rows_are_those_of_the_measure_over_the_whole_array(int threads)
    {
        var values = Committees(1);
        var scores = new float[Rows];
        Committee.Score(CommitteeMeasure.MutualInformation, values, Members, Classes, scores);
        using var column = Column(values, Members, Classes);
        var signals = new MemberSignals(column, false);
        Assert.Equal((Rows, Members, Classes), (signals.RowCount, signals.MemberCount, signals.ClassCount));

        var found = new PoolScorer(signals, new Disagreement()) { Threads = threads }.Run(50);
        var expected = scores.Select((score, row) => (Row: (long)row, Score: score)).OrderByDescending(row => row.Score).ThenBy(row => row.Row).ToArray();
        Assert.Equal(expected.Take(50), found.Best.Select(row => (row.Row, row.Score)));

        var odd = RowSet.Only(Rows, [.. Enumerable.Range(0, Rows / 2).Select(i => 2L * i + 1)]);
        found = new PoolScorer(signals, new Disagreement()) { Threads = threads, Candidates = odd }.Run(50);
        Assert.Equal(expected.Where(row => row.Row % 2 == 1).Take(50), found.Best.Select(row => (row.Row, row.Score)));
    }

    [Fact]
    public void A_member_that_does_not_sum_to_one_is_named_with_its_row()
    {
        var values = Committees(1);
        values[(4321 * Members + 2) * Classes] += 0.5f;
        using var column = Column(values, Members, Classes);
        var scorer = new PoolScorer(new MemberSignals(column, false), new Disagreement());
        var error = Assert.Throws<PluginALException>(() => scorer.Run(1));
        Assert.Contains("row 4321, member 2, sums to 1.5", error.Message, StringComparison.Ordinal);
        Assert.Contains("--normalise", error.Message, StringComparison.Ordinal);

        scorer = new PoolScorer(new MemberSignals(column, false), new Disagreement()) { Candidates = RowSet.Only(Rows, [7, 4321]) };
        Assert.Contains("row 4321, member 2,", Assert.Throws<PluginALException>(() => scorer.Run(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_are_divided_by_their_sums_when_asked_to()
    {
        var expected = new float[Rows];
        Committee.Score(CommitteeMeasure.MutualInformation, Committees(1), Members, Classes, expected);
        using var column = Column(Committees(7), Members, Classes);
        var best = new PoolScorer(new MemberSignals(column, true), new Disagreement()).Run(Rows).Best;
        Assert.Equal(Rows, best.Count);
        Assert.All(best, row => Assert.Equal(expected[row.Row], row.Score, 1e-6));
    }

    [Fact]
    public void Another_shape_is_refused_with_what_was_found()
    {
        using var column = Column(Committees(1), Members * Classes);
        var error = Assert.Throws<PluginALException>(() => new MemberSignals(column, false));
        Assert.Contains("shape (5000, 12); expected members of shape (N, M, C)", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
