using PluginAL.Abstractions;
using PluginAL.Engine.Measurement;

namespace PluginAL.Engine.Tests.Measurement;

public sealed class LureEstimatorTests
{
    [Fact]
    public void All_orders_of_drawing_average_to_the_truth()
    {
        // Unbiased: the expectation over every path of three draws from four rows is the pool's mean.
        double[] losses = [0, 1, 0.25, 0.5];
        double[] scores = [1, 2, 3, 4];
        var expectation = 0.0;
        Walk([], 1);
        Assert.Equal(losses.Average(), expectation, 12);

        void Walk(List<(int Row, double Q)> path, double probability)
        {
            if (path.Count == 3)
            {
                expectation += probability * LureEstimator.Estimate(4, [.. path.Select(step => new Observation(losses[step.Row], step.Q))]).Value;
                return;
            }

            var left = Enumerable.Range(0, 4).Where(row => path.TrueForAll(step => step.Row != row)).ToArray();
            foreach (var row in left)
            {
                var q = scores[row] / left.Sum(other => scores[other]);
                Walk([.. path, (row, q)], probability * q);
            }
        }
    }

    [Fact]
    public void Uniform_draws_give_the_mean_and_Wilsons_interval_with_the_finite_populations_correction()
    {
        const int n = 100_000_000;
        var draws = Enumerable.Range(0, 100).Select(i => new Observation(i < 20 ? 1 : 0, 1.0 / (n - i))).ToArray();

        var risk = LureEstimator.Estimate(n, draws);

        Assert.Equal(0.2, risk.Value, 10);
        // Wilson's interval with t(99) = 1.98422 in the place of 1.96.
        const double t = 1.984217;
        var middle = (0.2 + (t * t / 200)) / (1 + (t * t / 100));
        var half = t * Math.Sqrt((0.2 * 0.8 / 100) + (t * t / 40_000)) / (1 + (t * t / 100));
        Assert.Equal(middle - half, risk.Low, 4);
        Assert.Equal(middle + half, risk.High, 4);
    }

    [Fact]
    public void A_whole_pool_leaves_no_doubt()
    {
        var draws = new[] { new Observation(1, 0.5), new Observation(0, 0.3), new Observation(0, 1.0) };
        Assert.Equal(new RiskEstimate(1 / 3.0, 1 / 3.0, 1 / 3.0, 3), LureEstimator.Estimate(3, draws));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    public void Choices_without_chance_are_refused(double probability)
    {
        var error = Assert.Throws<PluginALException>(() => LureEstimator.Estimate(50, [new Observation(1, 0.02), new Observation(0, probability)]));
        Assert.Contains("Draw 2 of 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("exploration", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_beyond_one_get_Students_interval()
    {
        var random = new Random(1);
        var draws = Enumerable.Range(0, 400).Select(i => new Observation(3 * random.NextDouble(), 1.0 / (100_000 - i))).ToArray();
        var risk = LureEstimator.Estimate(100_000, draws);
        Assert.InRange(risk.Value, 1.35, 1.65);
        Assert.InRange(risk.High - risk.Low, 0.15, 0.19);
    }

    // In 1,000 runs the share that covers has a standard error of 0.7 points; each run is made from its own seed, so the shares below never change.
    [Theory]
    [InlineData("uniform", 0, 0.1)]
    [InlineData("softmax", 0, 0.2)]
    [InlineData("greedy", 0.1, 0.1)]
    [InlineData("greedy", 0.3, 0.2)]
    [InlineData("greedy", 0.5, 0.05)]
    public void The_interval_covers_the_truth_in_about_95_of_100_runs(string scheme, double epsilon, double error)
    {
        var covered = 0;
        for (var run = 0; run < 1000; run++)
        {
            var (truth, draws) = Simulate(scheme, epsilon, error, 600, 120, run);
            var risk = LureEstimator.Estimate(600, draws);
            covered += risk.Low <= truth && truth <= risk.High ? 1 : 0;
        }

        Assert.InRange(covered / 1000.0, 0.93, 0.97);
    }

    private static (double Truth, Observation[] Draws) Simulate(string scheme, double epsilon, double error, int n, int count, int run)
    {
        var random = new RandomSource((ulong)run, "lure/" + scheme);
        var scores = Enumerable.Range(0, n).Select(i => random.Uniform(i, 0)).ToArray();
        var losses = Enumerable.Range(0, n).Select(i => random.Uniform(i, 1) < 2 * error * scores[i] ? 1.0 : 0).ToArray();
        IReadOnlyList<SelectedRow> rows;
        if (scheme == "greedy")
        {
            var ranked = Enumerable.Range(0, n).OrderByDescending(i => scores[i]).Select(i => new SelectedRow(i, scores[i])).ToArray();
            rows = EpsilonMixture.Draw(ranked, RowSet.AllExcept(n, []), count, epsilon, random.For("mix"));
        }
        else
        {
            var expected = scores.Select(score => scheme == "uniform" ? 1 : Math.Exp(3 * score)).ToArray();
            rows = ActiveTesting.Draw(expected, count, random.For("test"));
        }

        return (losses.Average(), [.. rows.Select(row => new Observation(losses[row.Row], row.Probability!.Value))]);
    }
}
