using PluginAL.Abstractions;
using static PluginAL.Strategies.Tests.Observed;

namespace PluginAL.Strategies.Tests;

/// <summary>Strategies that choose through others, and samples of large pools.</summary>
public sealed class ComposedStrategiesTests
{
    [Fact]
    public void A_label_is_weighed_against_its_cost()
    {
        // Margins 0.7, 0.99, 0.15, 1, 0.9 and 0; the two best cost 2 and 10.
        var context = Costly();
        Assert.Equal([4L, 0L, 1L], Strategy.Rows(context, "cost-aware", 3));
        Assert.Equal([3L, 1L, 4L], Strategy.Rows(context, "cost-aware", 3, """{"exponent":0}"""));
    }

    [Fact]
    public void A_stochastic_batch_draws_rows_as_often_as_their_weights_say()
    {
        var drawn = new int[6];
        for (var seed = 0UL; seed < 2000; seed++)
        {
            var context = new FakeQueryContext(6) { Width = 1, Values = [0, 1, 2, 3, 4, 5], ClassCount = 3, Probabilities = P, Known = [(5, 0), (2, 1)], Seed = seed };
            var pick = Strategy.Select(context, "stochastic", 1, """{"strategy":"least-confidence"}""")[0];
            drawn[pick.Row]++;
            Assert.Equal(Doubt(pick.Row) / 2.11, pick.Probability!.Value, 1e-5);
        }

        // 0.4, 0.66, 0.5 and 0.55 of 2.11, in 2,000 draws: standard deviations below 21.
        Assert.InRange(drawn[0], 379 - 84, 379 + 84);
        Assert.InRange(drawn[1], 626 - 84, 626 + 84);
        Assert.InRange(drawn[3], 474 - 84, 474 + 84);
        Assert.InRange(drawn[4], 521 - 84, 521 + 84);
    }

    [Fact]
    public void The_probabilities_of_a_stochastic_batch_are_those_among_the_rows_left()
    {
        var context = new FakeQueryContext(6) { Width = 1, Values = [0, 1, 2, 3, 4, 5], ClassCount = 3, Probabilities = P, Known = [(5, 0), (2, 1)] };
        var left = 2.11;
        foreach (var pick in Strategy.Select(context, "stochastic", 4, """{"strategy":"least-confidence"}"""))
        {
            var weight = Doubt(pick.Row);
            Assert.Equal(weight / left, pick.Probability!.Value, 1e-5);
            left -= weight;
        }
    }

    [Fact]
    public void Near_duplicates_collapse_to_the_first_of_them_and_to_labelled_rows()
    {
        // Rows 0 (labelled), 1 and 2 point the same way, as do 3 and 4; 5 stands alone.
        var context = new FakeQueryContext(6)
        {
            Width = 2, Values = [1, 0, 2, 0.01f, 1, 0.02f, 0, 1, 0.01f, 2, -1, -1], Known = [(0, 0)],
            Probabilities = [1, 0, 0.5f, 0.5f, 0.5f, 0.5f, 0.6f, 0.4f, 0.5f, 0.5f, 0.9f, 0.1f], Learned = new ParzenWindow([], [], 2, 2, 1),
        };
        Assert.Equal([3L, 5L], Strategy.Rows(context, "collapse", 2));
        Assert.Equal([3L, 5L, 1L], Strategy.Rows(context, "collapse", 3));
        Assert.Contains("3 of 5", Assert.Single(context.Messages.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public void Facility_location_gains_what_the_greedy_search_gains()
    {
        var context = Strategy.Pool(14, width: 2, labels: 1);
        var picked = new List<long>();
        foreach (var pick in Strategy.Select(context, "facility-location", 5, """{"strategy":"","gamma":0.7}"""))
        {
            double Value(IEnumerable<long> set) => context.Candidates.Rows().Sum(row => set.Select(other => Similar(context, row, other)).DefaultIfEmpty(0).Max());
            var best = context.Candidates.Rows().Max(row => Value([.. picked, row])) - Value(picked);
            Assert.Equal(best, pick.Score, 1e-5);
            picked.Add(pick.Row);
            Assert.Equal(best, Value(picked) - Value(picked.SkipLast(1)), 1e-5);
        }
    }

    [Theory]
    [InlineData("k-center")]
    [InlineData("badge")]
    [InlineData("typiclust")]
    [InlineData("quire")]
    [InlineData("probcover")]
    public void A_sample_of_a_large_pool_is_drawn_and_said(string name)
    {
        var (first, again, other) = (Strategy.Pool(200), Strategy.Pool(200), Strategy.Pool(200, drawn: 6));
        var rows = Strategy.Rows(first, name, 10, """{"candidates":20}""");
        Assert.Contains(first.Messages, message => message.StartsWith("20 of the 194 candidates", StringComparison.Ordinal));
        Assert.Equal(rows, Strategy.Rows(again, name, 10, """{"candidates":20}"""));
        Assert.NotEqual(rows, Strategy.Rows(other, name, 10, """{"candidates":20}"""));
    }

    [Fact]
    public void Every_row_has_the_same_chance_to_be_in_the_sample()
    {
        var drawn = new int[40];
        for (var seed = 0UL; seed < 1000; seed++)
        {
            var sample = PoolView.Sample(RowSet.AllExcept(41, [7]), 10, new RandomSource(seed, "sample"));
            Assert.Equal(10, sample.Length);
            Assert.Equal(sample.Order().Distinct(), sample);
            Array.ForEach(sample, row => drawn[row > 7 ? row - 1 : row]++);
        }

        Assert.All(drawn, times => Assert.InRange(times, 250 - 70, 250 + 70));
    }

    [Fact]
    public void Clue_takes_the_uncertain_row_of_each_cloud()
    {
        // Two clouds of three; one row of each is uncertain, and draws the centre to itself.
        var context = new FakeQueryContext(8)
        {
            Width = 1, Values = [0, 1, 2, 50, 51, 52, -500, 500], Known = [(6, 0), (7, 1)],
            Probabilities = [1, 0, 0.999f, 0.001f, 0.5f, 0.5f, 0.5f, 0.5f, 0, 1, 0, 1, 1, 0, 0, 1],
        };
        Assert.Equal([2L, 3L], Strategy.Rows(context, "clue", 2).Order());
    }

    private static double Similar(FakeQueryContext context, long a, long b) => Math.Exp(-0.7 * Enumerable.Range(0, 2).Sum(d =>
        Math.Pow((double)context.Values[(2 * a) + d] - context.Values[(2 * b) + d], 2)));

    private static double Doubt(long row) => 1 - P.Skip(3 * (int)row).Take(3).Max();

    private static FakeQueryContext Costly() => new(6)
    {
        Width = 1, Values = [0, 1, 2, 3, 4, 5], ClassCount = 3, Probabilities = P, Learned = new ParzenWindow([], [], 3, 1, 1),
        Costs = new Dictionary<long, double> { [1] = 2, [3] = 10 },
    };
}
