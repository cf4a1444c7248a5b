using PluginAL.Abstractions;
using static PluginAL.Strategies.Tests.Observed;

namespace PluginAL.Strategies.Tests;

public sealed class CostEmbeddingTests
{
    [Fact]
    public void Costs_become_distances_between_truths_and_decisions()
    {
        // Costs that are squared distances between points of a plane can be met exactly.
        double[] at = [0, 0, 3, 0, 0, 4, 1, 1];
        double[][] costs = [.. Enumerable.Range(0, 4).Select(c => Enumerable.Range(0, 4).Select(k =>
            Math.Pow(at[2 * c] - at[2 * k], 2) + Math.Pow(at[(2 * c) + 1] - at[(2 * k) + 1], 2)).ToArray())];
        var space = CostSpace.Embed(costs, 2, new RandomSource(1, "test"));
        for (var c = 0; c < 4; c++)
        {
            for (var k = 0; k < 4; k++)
            {
                Assert.Equal(Math.Sqrt(costs[c][k]), Apart(space.Truth(c), space.Decision(k)), 0.01);
            }
        }
    }

    [Fact]
    public void Costs_that_no_space_has_are_met_as_well_as_by_hand()
    {
        // t₀ – d₁ wants 1, t₁ – d₀ √2, both pairs of one class 0. On a line d₀ t₀ d₁ t₁ with the gaps g, h, g the stress is least at g = (√2 − 1) ÷ 4, h = (1 + √2) ÷ 2 − g.
        var space = CostSpace.Embed([[0, 1], [2, 0]], 2, new RandomSource(1, "test"));
        var g = (Math.Sqrt(2) - 1) / 4;
        Assert.Equal(g, Apart(space.Truth(0), space.Decision(0)), 1e-3);
        Assert.Equal(g, Apart(space.Truth(1), space.Decision(1)), 1e-3);
        Assert.Equal(((1 + Math.Sqrt(2)) / 2) - g, Apart(space.Truth(0), space.Decision(1)), 1e-3);
    }

    // Observed from another library, with the same costs and linear regression: row 1. Its points differ by more than a rotation, since they are scaled otherwise.
    [Fact]
    public void The_pick_is_that_of_another_library() =>
        Assert.Equal([1L], Strategy.Rows(Points(0, 3, 5, 7), "cost-embedding", 1, """{"costs":"0 1/2 0","ridge":1e-9}"""));

    [Fact]
    public void A_row_between_decisions_comes_before_one_at_a_decision()
    {
        var context = new FakeQueryContext(6) { Width = 1, Values = [0, 10, 5, 1, 9.9f, 4], Known = [(0, 0), (1, 1)] };
        Assert.Equal([2L, 5L], Strategy.Rows(context, "cost-embedding", 2));
        Assert.Equal(0, Strategy.Select(context, "cost-embedding", 4)[^1].Score, 0.02);
    }

    [Fact]
    public void An_error_that_is_dear_draws_questions_near_its_classes()
    {
        // Three classes in a row; confusing 1 and 2 is dear, 0 and 1 cheap. Between 1 and 2 comes before between 0 and 1, although both lie half way.
        var context = new FakeQueryContext(5) { Width = 2, Values = [0, 0, 1, 0, 0, 1, 0.5f, 0, 0.5f, 0.5f], ClassCount = 3, Known = [(0, 0), (1, 1), (2, 2)] };
        Assert.Equal(4, Strategy.Rows(context, "cost-embedding", 1, """{"costs":"0 1 9/1 0 9/9 9 0"}""")[0]);
        Assert.Equal(3, Strategy.Rows(context, "cost-embedding", 1, """{"costs":"0 9 9/9 0 1/9 1 0"}""")[0]);
    }

    [Theory]
    [InlineData("0 1")]
    [InlineData("0 1/x 0")]
    [InlineData("0 -1/1 0")]
    public void What_is_no_cost_matrix_is_refused(string costs) =>
        Assert.Contains("Option 'costs' of 'cost-embedding'", Assert.Throws<PluginALException>(() => Strategy.Create("cost-embedding", $$"""{"costs":"{{costs}}"}""")).Message);

    [Fact]
    public void Both_forms_of_the_regression_agree()
    {
        // Two rows of three columns go the dual way; the same rows beside themselves, with half the ridge's weight, the primal one.
        float[] rows = [1, 2, 0, 0, 1, 3];
        double[] targets = [1, -1];
        var dual = RidgeRegression.Fit(rows, 3, targets, 1, 0.5);
        var primal = RidgeRegression.Fit([.. rows, .. rows], 3, [.. targets, .. targets], 1, 1);
        var (one, two) = (new double[1], new double[1]);
        dual.Predict([0.3f, 2, 5], one);
        primal.Predict([0.3f, 2, 5], two);
        Assert.Equal(one[0], two[0], 1e-9);
    }

    private static double Apart(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var squared = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            squared += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return Math.Sqrt(squared);
    }
}
