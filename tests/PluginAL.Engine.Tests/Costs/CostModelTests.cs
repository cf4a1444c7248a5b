using PluginAL.Abstractions;
using PluginAL.Engine.Costs;
using PluginAL.Engine.Data;
using PluginAL.Engine.Sessions;

namespace PluginAL.Engine.Tests.Costs;

public sealed class CostModelTests
{
    [Fact]
    public void Costs_that_grow_with_a_feature_are_foretold()
    {
        var random = new RandomSource(3, "costs");
        var (features, costs) = (new float[200 * 3], new double[200]);
        for (var i = 0; i < 200; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                features[(i * 3) + j] = (float)random.Uniform(i, j);
            }

            costs[i] = Math.Exp(1 + (2 * features[i * 3]) + (0.2 * (random.Uniform(i, 9) - 0.5)));
        }

        var model = CostModel.Fit(features, 3, costs);
        Assert.InRange(model.Explained, 0.95, 1);
        Assert.InRange(model.Estimate([0.25f, 0.5f, 0.5f]), 0.97 * Math.Exp(1.5), 1.03 * Math.Exp(1.5));
        Assert.InRange(model.Estimate([0.75f, 0.1f, 0.9f]), 0.97 * Math.Exp(2.5), 1.03 * Math.Exp(2.5));

        // Never beyond what was seen.
        Assert.Equal(costs.Max(), model.Estimate([50, 0, 0]));
        Assert.InRange(model.Estimate([float.NaN, 0, 0]), costs.Min(), costs.Max());
    }

    [Fact]
    public void The_residuals_by_which_it_chooses_are_those_of_leaving_each_row_out()
    {
        // One column, so that the closed form can be had by hand: w = Σ z y ÷ (Σ z² + λ).
        float[] x = [0, 1, 2, 4, 5, 6];
        double[] costs = [1, 2, 2, 5, 9, 9];
        var y = Array.ConvertAll(costs, Math.Log);
        var mean = y.Average();
        var scale = Math.Sqrt(x.Select(v => (v - 3.0) * (v - 3.0)).Average());
        var z = Array.ConvertAll(x, v => (v - 3) / scale);
        var diagonal = z.Average(v => v * v);
        var constant = y.Sum(v => Math.Pow((v - mean) * 6 / 5, 2));
        var best = new[] { 0.001, 0.01, 0.1, 1, 10 }.Min(ratio => Enumerable.Range(0, 6).Sum(left =>
        {
            var (above, below) = (0.0, ratio * diagonal);
            for (var i = 0; i < 6; i++)
            {
                above += i == left ? 0 : z[i] * (y[i] - mean);
                below += i == left ? 0 : z[i] * z[i];
            }

            return Math.Pow(y[left] - mean - (z[left] * above / below), 2);
        }));
        Assert.Equal(1 - (best / constant), CostModel.Fit(x, 1, costs).Explained, 9);
    }

    [Fact]
    public void Features_that_say_nothing_leave_the_mean()
    {
        var model = CostModel.Fit([1, 1, 1, 1], 1, [2, 4, 2, 4]);
        Assert.Equal(0, model.Explained);
        Assert.Equal(model.Estimate([0]), model.Estimate([9]), 12);
        Assert.InRange(model.Estimate([0]), 2.8, 3.2);
        Assert.Equal(7, CostModel.Fit([1, 2], 1, [7, 7]).Estimate([5]), 12);
        Assert.Equal(7, CostModel.Fit([1], 1, [7]).Estimate([5]), 12);
    }

    [Fact]
    public void What_is_no_cost_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CostModel.Fit([1, 2], 1, [1]));
        Assert.Throws<ArgumentException>(() => CostModel.Fit([1, 2], 1, [1, 0]));
        Assert.Throws<ArgumentException>(() => CostModel.Fit([], 1, []));
    }

    [Fact]
    public void A_session_learns_costs_from_its_answers_and_cost_aware_uses_them()
    {
        using var plugins = new Plugins();
        var data = new Clusters();

        // Rows with a great first feature take five times as long; only the answers tell.
        double Seconds(long row) => data.Features.Block(row, 1).Values[0] > 1 ? 50 : 10;
        var chosen = new Dictionary<string, double>();
        foreach (var strategy in (string[])["margin", "cost-aware:inner=margin"])
        {
            using var session = new ActiveLearningSession(
                data, plugins.Learner("logistic"), plugins.Strategy(strategy), new SessionOptions { Name = "s", Seed = 7 }, null, plugins, plugins.Host);
            for (var round = 0; round < 4; round++)
            {
                session.Tell(session.Ask(20).Select(ticket => new Answer(ticket.Id, data.Truth(ticket.Row), "me", Seconds(ticket.Row))));
            }

            chosen[strategy] = session.LabelledRows.Skip(20).Average(Seconds);
        }

        Assert.True(chosen["cost-aware:inner=margin"] < 0.85 * chosen["margin"], string.Join(", ", chosen));
    }
}
