using PluginAL.Abstractions;

namespace PluginAL.Stopping.Tests;

public sealed class CurveTests
{
    [Fact]
    public void A_power_law_is_found_again()
    {
        int[] labels = [25, 50, 100, 200, 400, 800];
        var fit = LearningCurveFit.Of(labels, [.. labels.Select(n => 0.93 - (1.4 * Math.Pow(n, -0.6)))]);
        Assert.Equal(0.93, fit.Limit, 6);
        Assert.Equal(1.4, fit.Drop, 5);
        Assert.Equal(0.6, fit.Rate, 9);
        Assert.Equal(1.4 * (Math.Pow(800, -0.6) - Math.Pow(900, -0.6)), fit.Gain(800, 100), 9);
    }

    [Fact]
    public void A_falling_curve_promises_nothing() => Assert.Equal(0, LearningCurveFit.Of([10, 20, 30], [0.9, 0.8, 0.7]).Gain(30, 100));

    [Fact]
    public void A_share_never_exceeds_one() => Assert.True(LearningCurveFit.Of([10, 20, 40], [0.5, 0.7, 0.9]).Limit <= 1);

    [Fact]
    public void The_gradient_stops_on_a_plateau_that_lasts()
    {
        var rule = new GradientOfCurve(new GradientOptions { Window = 3, Threshold = 0.002 });
        var plateau = Enumerable.Range(1, 12).Select(i => (100 * i, Math.Min(0.9, 0.5 + (0.1 * i)))).ToArray();
        Assert.False(rule.Evaluate(Contexts.Curve(plateau[..5])).Stop);
        Assert.False(rule.Evaluate(Contexts.Curve(plateau[..6])).Stop);
        Assert.True(rule.Evaluate(Contexts.Curve(plateau[..8])).Stop);
        Assert.False(rule.Evaluate(Contexts.Curve(plateau[..3])).Stop);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(10_000, false)]
    public void Gain_is_weighed_against_cost(double worth, bool stop)
    {
        var curve = Enumerable.Range(1, 10).Select(i => (50 * i, 0.95 - (2 * Math.Pow(50 * i, -0.8)))).ToArray();
        // From 500 to 600 labels 0.19 points, for 100.
        var verdict = new GainPerCost(new GainPerCostOptions { Worth = worth }).Evaluate(Contexts.Curve(curve));
        Assert.Equal(stop, verdict.Stop);
        Assert.Contains("0.19 points", verdict.Reason, StringComparison.Ordinal);
    }

    // statsmodels' proportion_confint(900, 1000, 0.1, 'wilson') begins at 0.88328.
    [Fact]
    public void The_target_is_reached_by_Wilsons_lower_bound()
    {
        Assert.Equal(0.8833, TargetMetric.LowerBound(0.9, 1000, 0.95), 4);
        var rule = new TargetMetric(new TargetMetricOptions { Target = 0.9 });
        Assert.False(rule.Evaluate(Contexts.Curve((100, 0.905))).Stop);
        Assert.True(rule.Evaluate(Contexts.Curve((100, 0.92))).Stop);
        Assert.False(rule.Evaluate(Contexts.Plain).Stop);
    }

    [Theory]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.1, -1.2815515655446004)]
    public void Normal_quantiles_are_the_tables(double p, double z) => Assert.Equal(z, Normal.Quantile(p), 9);
}
