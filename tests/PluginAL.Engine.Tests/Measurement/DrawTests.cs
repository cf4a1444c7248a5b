using PluginAL.Abstractions;
using PluginAL.Engine.Measurement;

namespace PluginAL.Engine.Tests.Measurement;

public sealed class DrawTests
{
    [Fact]
    public void The_mixture_tells_the_probabilities_with_which_rows_come()
    {
        var ranked = new SelectedRow[] { new(5, 3), new(2, 2), new(7, 1) };
        var candidates = RowSet.AllExcept(9, [0, 4]);
        var first = new Dictionary<long, int>();
        double? best = null;
        for (var seed = 0UL; seed < 20_000; seed++)
        {
            var rows = EpsilonMixture.Draw(ranked, candidates, 3, 0.35, new RandomSource(seed, "test"));
            Assert.Equal(3, rows.Select(row => row.Row).Distinct().Count());
            Assert.All(rows, row => Assert.True(candidates.Contains(row.Row)));
            first[rows[0].Row] = first.GetValueOrDefault(rows[0].Row) + 1;
            best ??= rows[0].Row == 5 ? rows[0].Probability : null;
        }

        Assert.Equal(0.65 + (0.35 / 7), best!.Value, 12);
        Assert.Equal(7, first.Count);
        Assert.InRange(first[5] / 20_000.0, best.Value - 0.012, best.Value + 0.012);
        Assert.All(first.Where(pair => pair.Key != 5), pair => Assert.InRange(pair.Value / 20_000.0, 0.05 - 0.006, 0.05 + 0.006));
    }

    [Fact]
    public void Testing_draws_in_proportion_and_says_so()
    {
        double[] expected = [0, 1, 2, 5];
        var counts = new int[4];
        for (var seed = 0UL; seed < 20_000; seed++)
        {
            var rows = ActiveTesting.Draw(expected, 4, new RandomSource(seed, "test"), 0.2);
            Assert.Equal([0L, 1, 2, 3], rows.Select(row => row.Row).Order());
            Assert.Equal((0.8 * expected[rows[0].Row] / 8) + 0.05, rows[0].Probability!.Value, 12);
            Assert.Equal(1, rows[3].Probability!.Value, 9);
            counts[rows[0].Row]++;
        }

        for (var i = 0; i < 4; i++)
        {
            Assert.InRange(counts[i] / 20_000.0, (0.8 * expected[i] / 8) + 0.05 - 0.012, (0.8 * expected[i] / 8) + 0.05 + 0.012);
        }
    }

    [Fact]
    public void A_loss_that_is_no_number_is_refused() =>
        Assert.Contains("row 1", Assert.Throws<PluginALException>(() => ActiveTesting.Draw([0.1, double.NaN], 1, new RandomSource(1, "test"))).Message, StringComparison.Ordinal);
}
