using PluginAL.Abstractions;
using PluginAL.Engine.Experiments;
using PluginAL.Engine.Reports;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;
using PluginAL.Storage;

namespace PluginAL.Engine.Tests.Tasks;

public sealed class TaskExperimentTests : IDisposable
{
    private readonly Plugins _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Theory]
    [InlineData(LearningTask.MultiLabel, "near-labels", "undecided,random", 0.8, 0.8)]
    [InlineData(LearningTask.Regression, "near-numbers", "widest,random", 0.35, 0.9)]
    [InlineData(LearningTask.Sequence, "near-tags", "token-doubt,random", 0.95, 0.9)]
    [InlineData(LearningTask.Translation, "near-texts", "unlikely,random", 0.01, 20)]
    [InlineData(LearningTask.QuestionAnswering, "near-texts", "unlikely,random", 0.15, 0.15)]
    public async Task Every_task_is_learned_measured_and_taken_up_again(LearningTask task, string learner, string strategies, double first, double second)
    {
        var data = new TaskData(task, 300);
        var test = TestPart.Of(new TaskData(task, 100, seed: 2));
        using var folder = new TemporaryFolder();
        var whole = await Run(folder.File("a.db"), 100);
        await Run(folder.File("b.db"), 40);
        var again = await Run(folder.File("b.db"), 100);
        Assert.Equal(whole.Points.Select(Measured), again.Points.Select(Measured));
        Assert.Equal(whole.FullData! with { FitSeconds = 0 }, again.FullData! with { FitSeconds = 0 });

        // Better with more labels, and good with all: rmse is better where it is less.
        var names = MetricNames.For(task);
        var run = whole.Points.Where(point => point is { Strategy: "random", Seed: 0 }).ToList();
        Assert.Equal([20, 40, 60, 80, 100], run.Select(point => point.Labels));
        Assert.True(names.LowerIsBetter ? run[^1].Metric1 < run[0].Metric1 : run[^1].Metric1 >= run[0].Metric1, $"{run[0].Metric1} {run[^1].Metric1}");
        Assert.True(names.LowerIsBetter ? whole.FullData!.Metric1 < first : whole.FullData!.Metric1 > first, $"{whole.FullData}");
        Assert.True(whole.FullData!.Metric2 > second, $"{whole.FullData}");
        Assert.Empty(whole.Confusions);

        var summary = ExperimentSummary.Of(
            new ExperimentDescription { Task = task, Data = "", CommandLine = "", FullData = new FullDataMetrics(whole.FullData.Metric1, whole.FullData.Metric2) }, whole.Points);
        Assert.Contains($"\"{names.First}\"", summary.ToJson(), StringComparison.Ordinal);
        Assert.Contains(names.First, ReportHtml.Render(summary), StringComparison.OrdinalIgnoreCase);
        var needed = summary.Strategies[0].LabelsNeeded[0];
        Assert.Equal(names.LowerIsBetter ? whole.FullData.Metric1 / 0.9 : whole.FullData.Metric1 * 0.9, needed.Threshold!.Value, 1e-12);

        async Task<ExperimentResult> Run(string path, int budget)
        {
            using var ledger = Ledger.Open(path);
            return await new Experiment(_plugins.Host, data, test, ledger, Options(learner, strategies, budget) with { Threads = 2 }, _plugins).RunAsync();
        }
    }

    [Fact]
    public async Task Rules_that_need_no_classes_stop_other_tasks_and_others_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var ledger = Ledger.Open(folder.File("a.db"));
        var data = new TaskData(LearningTask.Regression, 300);
        var test = TestPart.Of(new TaskData(LearningTask.Regression, 100, seed: 2));
        var options = Options("near-numbers", "random", 200) with { Seeds = [0], StoppingRules = StoppingRule.Create(_plugins.Host, ["target-metric:target=0.9", "budget:labels=150"]) };
        var result = await new Experiment(_plugins.Host, data, test, ledger, options, _plugins).RunAsync();
        Assert.True(result.Points[^1].Metric2 >= 0.9 && result.Points.SkipLast(1).All(point => point.Metric2 < 0.9), string.Join(' ', result.Points.Select(point => point.Metric2)));
        Assert.Contains(result.StopReport, line => line is { Stop: true, Rule: "target-metric:target=0.9" });

        foreach (var rule in new[] { "kappa", "budget:labels=50,overall-uncertainty", "recall-target:class=a" })
        {
            var refused = options with { StoppingRules = StoppingRule.Create(_plugins.Host, [rule]) };
            var error = await Assert.ThrowsAsync<PluginALException>(() => new Experiment(_plugins.Host, data, test, ledger, refused, _plugins).RunAsync());
            Assert.Contains($"Stopping rule '{rule}' needs Probabilities, which models of Regression do not give", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_model_of_another_shape_is_named_with_its_learner()
    {
        using var folder = new TemporaryFolder();
        using var ledger = Ledger.Open(folder.File("a.db"));
        var data = new TaskData(LearningTask.Regression);
        var error = await Assert.ThrowsAsync<PluginALException>(
            () => new Experiment(_plugins.Host, data, TestPart.Of(data), ledger, Options("false-numbers", "random", 60), _plugins).RunAsync());
        Assert.Contains("learner 'false-numbers'", error.Message, StringComparison.Ordinal);
        Assert.Contains("of 2 columns from Fit; expected an IRegressor of 2 columns", error.Message, StringComparison.Ordinal);
    }

    private static ExperimentOptions Options(string learner, string strategies, int budget) => new()
    {
        Learner = PluginReference.Parse(learner), Strategies = PluginReference.ParseList(strategies), Initial = 20, Batch = 20, Budget = budget, Seeds = [0, 1], Committee = 3,
    };

    // Seconds are different each time.
    private static (string, ulong, int, int, double, double) Measured(CurvePoint point) => (point.Strategy, point.Seed, point.Round, point.Labels, point.Metric1, point.Metric2);
}
