using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Tests.Reports;

public sealed class ExperimentSummaryTests
{
    [Fact]
    public void The_area_is_the_mean_height_by_trapezoids()
    {
        // (10..20: 0.55) · 10 + (20..60: 0.75) · 40 = 35.5, over 50 labels.
        CurvePoint[] points = [Examples.Point("m", 0, 0, 10, 0.5), Examples.Point("m", 0, 1, 20, 0.6), Examples.Point("m", 0, 2, 60, 0.9)];
        var m = Assert.Single(ExperimentSummary.Of(Examples.Description, points.Reverse()).Strategies);
        Assert.Equal(0.71, m.Area.Mean, 1e-15);
        Assert.Null(m.Area.StandardDeviation);
        Assert.Equal((0.9, 0.89), (m.Final1.Mean, m.Final2.Mean));
        Assert.Equal((10, 60), (m.FirstLabels, m.FinalLabels));
        Assert.Equal([0.012, 0.0034, 0.0005], new[] { m.FitSeconds, m.PredictSeconds, m.SelectSeconds }.Select(s => Math.Round(s, 12)));
    }

    [Fact]
    public void A_curve_of_one_point_has_that_height()
    {
        var m = Assert.Single(ExperimentSummary.Of(Examples.Description, Examples.Run("m", 3, 0.7)).Strategies);
        Assert.Equal(0.7, m.Area.Mean);
    }

    [Fact]
    public void Spreads_are_over_seeds()
    {
        var m = Assert.Single(Of(Examples.Run("m", 2, 0.5, 0.6), Examples.Run("m", 1, 0.7, 0.8)).Strategies);
        Assert.Equal([1UL, 2UL], m.Seeds);
        Assert.Equal([0.75, 0.55], m.AreaPerSeed.Select(a => Math.Round(a, 12)));
        Assert.Equal(0.65, m.Area.Mean, 1e-12);
        Assert.Equal(0.2 / Math.Sqrt(2), m.Area.StandardDeviation!.Value, 1e-12);
    }

    [Fact]
    public void Labels_needed_are_the_first_measured_and_the_mean_of_seeds()
    {
        // Full data: 0.95; 90 %: 0.855, 95 %: 0.9025, 99 %: 0.9405. Seed 0 dips after reaching the first.
        var m = Assert.Single(Of(Examples.Run("m", 0, 0.5, 0.86, 0.8, 0.91), Examples.Run("m", 1, 0.5, 0.7, 0.86, 0.9)).Strategies);
        Assert.Equal([(90, 25.0, 2), (95, null, 1), (99, (double?)null, 0)], m.LabelsNeeded.Select(n => (n.Percent, n.Labels, n.SeedsReached)));
        Assert.Equal(0.855, m.LabelsNeeded[0].Threshold!.Value, 1e-12);
    }

    [Fact]
    public void Reaching_the_bar_exactly_counts()
    {
        var description = Examples.Description with { FullData = new FullDataMetrics(0.7, 0.7) };
        var m = Assert.Single(ExperimentSummary.Of(description, Examples.Run("m", 0, 0.7 * 0.9, 0.7 * 0.95, 0.99 * 0.7)).Strategies);
        Assert.Equal([10.0, 20.0, 30.0], m.LabelsNeeded.Select(n => n.Labels!.Value));
    }

    [Fact]
    public void Without_a_full_data_metric_nothing_is_said_of_labels_needed()
    {
        var summary = ExperimentSummary.Of(Examples.Description with { FullData = null }, Examples.Run("m", 0, 0.5, 0.9));
        Assert.All(summary.Strategies[0].LabelsNeeded, n => Assert.Equal((null, null, 0), (n.Threshold, n.Labels, n.SeedsReached)));
    }

    [Fact]
    public void The_paired_test_agrees_with_a_known_one()
    {
        // SciPy 1.10: stats.ttest_rel and the interval stats.t.interval(0.95, 4, mean, sd/√5) of these ten numbers.
        double[] own = [0.8125, 0.79, 0.8350, 0.8010, 0.822], random = [0.8, 0.7925, 0.81, 0.7850, 0.7995];
        var summary = Of([.. own.Select((v, seed) => Examples.Run("m", (ulong)seed, v, v)), .. random.Select((v, seed) => Examples.Run("random", (ulong)seed, v, v))]);
        var against = summary.Strategies[0].AgainstRandom!;
        foreach (var difference in new[] { against.Area, against.AtLabels[0].Value, against.AtLabels[1].Value })
        {
            Assert.Equal(0.01469999999999998, difference.Mean, 1e-14);
            Assert.Equal(0.0012507096186684281, difference.Low!.Value, 1e-12);
            Assert.Equal(0.028149290381331533, difference.High!.Value, 1e-12);
            Assert.Equal(0.03860450231690947, difference.PValue!.Value, 1e-11);
            Assert.Equal(5, difference.Seeds);
        }

        Assert.Equal([10, 20], against.AtLabels.Select(a => a.Key));
        Assert.Equal(Claim.Better, against.Claim);
        Assert.Equal("m is better than random by 1.5 points of area (accuracy), 95 % interval 0.1 to 2.8, over 5 seeds.", against.Verdict);
        Assert.Null(summary.Strategies[1].AgainstRandom);
    }

    [Fact]
    public void What_the_seeds_do_not_bear_is_not_claimed()
    {
        var open = Of(Examples.Run("m", 0, 0.5, 0.6), Examples.Run("m", 1, 0.7, 0.6), Examples.Run("random", 0, 0.6, 0.6), Examples.Run("random", 1, 0.6, 0.6));
        Assert.Equal(Claim.NoDifference, open.Strategies[0].AgainstRandom!.Claim);
        Assert.StartsWith("No difference between m and random can be claimed: 0.0 points", open.Strategies[0].AgainstRandom!.Verdict, StringComparison.Ordinal);

        var one = Of(Examples.Run("m", 0, 0.5, 0.7), Examples.Run("random", 0, 0.5, 0.6)).Strategies[0].AgainstRandom!;
        Assert.Equal((Claim.TooFewSeeds, null, null, null), (one.Claim, one.Area.Low, one.Area.High, one.Area.PValue));
        Assert.Contains("one seed allows no claim", one.Verdict, StringComparison.Ordinal);

        var none = Of(Examples.Run("m", 0, 0.5, 0.7), Examples.Run("random", 1, 0.5, 0.6)).Strategies[0].AgainstRandom!;
        Assert.Equal((Claim.TooFewSeeds, 0), (none.Claim, none.Area.Seeds));
        Assert.Contains("no seed in common", none.Verdict, StringComparison.Ordinal);

        Assert.Null(Of(Examples.Run("m", 0, 0.5, 0.7)).Strategies[0].AgainstRandom);
    }

    [Fact]
    public void An_interval_that_bears_a_claim_never_seems_to_touch_zero()
    {
        double[] gains = [0.0079, 0.0010, 0.0148];
        var against = Of([.. gains.Select((g, seed) => Examples.Run("m", (ulong)seed, 0.7 + (0.1 * g) + 0.0015)), .. gains.Select((_, seed) => Examples.Run("random", (ulong)seed, 0.7))])
            .Strategies[0].AgainstRandom!;
        Assert.Equal(Claim.Better, against.Claim);
        Assert.InRange(against.Area.Low!.Value, 0.0001, 0.0006);
        Assert.Contains("by 0.23 points of area (accuracy), 95 % interval 0.06 to 0.40,", against.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strategy_that_chooses_as_random_does_differs_by_nothing()
    {
        var same = Of(Examples.Run("m", 0, 0.5, 0.6), Examples.Run("m", 1, 0.7, 0.6), Examples.Run("random", 0, 0.5, 0.6), Examples.Run("random", 1, 0.7, 0.6));
        var against = same.Strategies[0].AgainstRandom!;
        Assert.Equal((0.0, 0.0, 0.0, 1.0), (against.Area.Mean, against.Area.Low!.Value, against.Area.High!.Value, against.Area.PValue!.Value));
        Assert.Equal(Claim.NoDifference, against.Claim);
    }

    [Fact]
    public void Less_error_is_better()
    {
        var description = Examples.Description with { Task = LearningTask.Regression, FullData = new FullDataMetrics(1.8, 0.9) };
        var summary = ExperimentSummary.Of(description, [
            .. Examples.Run("m", 0, 3.0, 2.0), .. Examples.Run("m", 1, 3.1, 2.1), .. Examples.Run("m", 2, 3.0, 2.1),
            .. Examples.Run("random", 0, 3.5, 2.6), .. Examples.Run("random", 1, 3.6, 2.6), .. Examples.Run("random", 2, 3.5, 2.7)]);
        var (m, random) = (summary.Strategies[0], summary.Strategies[1]);
        Assert.Equal(Claim.Better, m.AgainstRandom!.Claim);
        Assert.True(m.AgainstRandom.Area.Mean < 0);
        Assert.Matches("^m is better than random by 0\\.5\\d* of area \\(rmse\\), 95 % interval 0\\.\\d+ to 0\\.\\d+, over 3 seeds\\.$", m.AgainstRandom.Verdict);
        // 1.8 / 0.9 = 2: reached by seed 0 alone.
        Assert.Equal((2.0, null, 1), (m.LabelsNeeded[0].Threshold!.Value, m.LabelsNeeded[0].Labels, m.LabelsNeeded[0].SeedsReached));
        Assert.Equal(0, random.LabelsNeeded[0].SeedsReached);
    }

    [Fact]
    public void Curves_of_unequal_length_are_compared_where_both_are()
    {
        var summary = Of(
            Examples.Run("m", 0, 0.5, 0.7), Examples.Run("m", 1, 0.5, 0.72), Examples.Run("random", 0, 0.5, 0.6, 0.9), Examples.Run("random", 1, 0.5, 0.6, 0.9));
        var against = summary.Strategies[0].AgainstRandom!;
        Assert.Equal(0.055, against.Area.Mean, 1e-12);
        Assert.Equal([10, 20], against.AtLabels.Select(a => a.Key));
    }

    [Fact]
    public void The_json_is_in_a_stable_order_and_says_null_for_what_is_not_known()
    {
        var points = Examples.Curves("margin", 1, 0.1).Concat(Examples.Curves("random", 1, 0)).Append(Examples.Point("odd", 0, 0, 10, double.NaN)).ToArray();
        var summary = ExperimentSummary.Of(Examples.Description, points);
        Assert.Equal(summary.ToJson(), ExperimentSummary.Of(Examples.Description, points).ToJson());
        using var json = JsonDocument.Parse(summary.ToJson());
        var root = json.RootElement;
        Assert.Equal(
            ["format", "task", "data", "command_line", "metrics", "seeds", "versions", "configuration", "replaced_by_random", "estimated_accuracy", "predicted_accuracy", "full_data", "strategies"],
            root.EnumerateObject().Select(p => p.Name));
        var margin = root.GetProperty("strategies")[0];
        Assert.Equal(["strategy", "area", "final", "labels_needed", "seconds_per_round", "against_random"], margin.EnumerateObject().Select(p => p.Name));
        Assert.Equal("margin", margin.GetProperty("strategy").GetString());
        Assert.Equal(summary.Strategies[0].Area.Mean, margin.GetProperty("area").GetProperty("mean").GetDouble());
        Assert.Equal(JsonValueKind.Null, margin.GetProperty("area").GetProperty("standard_deviation").ValueKind);
        Assert.Equal(JsonValueKind.Null, margin.GetProperty("against_random").GetProperty("area").GetProperty("low").ValueKind);
        Assert.Equal(["90", "95", "99"], margin.GetProperty("labels_needed").EnumerateObject().Select(p => p.Name));
        Assert.Equal(0.95, root.GetProperty("full_data").GetProperty("accuracy").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("strategies")[2].GetProperty("area").GetProperty("mean").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("strategies")[1].GetProperty("against_random").ValueKind);
        Assert.DoesNotContain("\r", summary.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_task_has_its_metrics()
    {
        Assert.Equal(new MetricNames("accuracy", "macro_f1"), MetricNames.For(LearningTask.Classification));
        Assert.Equal(new MetricNames("rmse", "r2"), MetricNames.For(LearningTask.Regression));
        Assert.Equal(new MetricNames("token_accuracy", "entity_f1"), MetricNames.For(LearningTask.Sequence));
        Assert.Equal(new MetricNames("bleu", "chrf"), MetricNames.For(LearningTask.Translation));
        foreach (var task in Enum.GetValues<LearningTask>()) Assert.NotNull(MetricNames.For(task));
    }

    private static ExperimentSummary Of(params IEnumerable<CurvePoint>[] runs) => ExperimentSummary.Of(Examples.Description, runs.SelectMany(r => r));
}
