using System.Globalization;
using System.Text.Json;

namespace PluginAL.Cli.Tests;

/// <summary>The loop of <c>simulate</c>, <c>fit</c> and <c>score</c> for tasks other than classification.</summary>
public sealed class TaskCommandTests : IDisposable
{
    private static readonly string[] Words = ["the", "old", "house", "stands", "near", "a", "river"];
    private static readonly string[] Loan = ["la", "vieille", "maison", "est", "pres", "une", "riviere"];
    private readonly Workspace _work = new();

    [Theory]
    [InlineData("regression", "ridge", "max-std", "rmse,r2")]
    [InlineData("multilabel", "logistic", "average-confidence", "accuracy,macro_f1")]
    [InlineData("sequence", "near-tags", "token-doubt", "token_accuracy,entity_f1")]
    [InlineData("translation", "near-texts", "unlikely", "bleu,chrf")]
    [InlineData("question-answering", "near-texts", "unlikely", "exact_match,token_f1")]
    public void A_task_is_simulated_learned_and_scored(string task, string learner, string strategy, string metrics)
    {
        Data(task);
        string[] command =
        [
            "simulate", "--data", "train.jsonl", "--test", "test.jsonl", "--task", task, "--learner", Plugin(learner), "--strategy", $"random,{Plugin(strategy)}",
            "--initial", "20", "--batch", "20", "--budget", "60", "--seeds", "2", "--out", "out", "--json",
        ];
        var summary = Run(command).Json();
        Assert.Equal(task == "multilabel" ? "multi-label" : task, summary.GetProperty("task").GetString());
        Assert.Equal(metrics, string.Join(',', summary.GetProperty("metrics").EnumerateArray().Select(item => item.GetString())));
        var lines = File.ReadAllLines(_work["out/curve.csv"]);
        Assert.Equal($"strategy,seed,round,labels,{metrics},fit_seconds,predict_seconds,select_seconds", lines[0]);
        Assert.Equal(1 + (2 * 2 * 3), lines.Length);
        Assert.True(double.IsFinite(summary.GetProperty("full_data").GetProperty(metrics.Split(',')[0]).GetDouble()));
        Assert.Contains("<svg", File.ReadAllText(_work["out/report.html"]), StringComparison.Ordinal);

        // The last line of each run is no worse than chance.
        var last = lines.Where(line => line.Split(',')[3] == "60").Select(line => double.Parse(line.Split(',')[5], CultureInfo.InvariantCulture));
        Assert.All(last, metric => Assert.True(metric > 0, string.Join('\n', lines)));

        Run("pool", "create", "train.jsonl", "--task", task, "--out", "train.pool").Succeeds();
        Assert.Equal(task, Run("fit", "--data", "train.pool", "--learner", Plugin(learner), "--out", "m.model", "--json").Json().GetProperty("task").GetString());
        Assert.Equal(80, Run("score", "--pool", "train.pool", "--model", "m.model", "--strategy", Plugin(strategy), "--top", "5", "--out", "best.csv", "--json").Json().GetProperty("rows").GetInt64());
        Assert.Equal(6, File.ReadAllLines(_work["best.csv"]).Length);
        Run("score", "--pool", "train.pool", "--model", "m.model", "--strategy", "margin", "--top", "5", "--out", "other.csv").Fails(2, "Strategy 'margin' needs Probabilities");

        // From pools: the task is theirs.
        Run("pool", "create", "test.jsonl", "--task", task, "--out", "test.pool").Succeeds();

        // A pool of other records, with features of its own.
        var other = Run("score", "--pool", "test.pool", "--model", "m.model", "--strategy", Plugin(strategy), "--top", "5", "--out", "best.csv").Succeeds();
        Assert.Contains("its records are encoded anew", other.Error, StringComparison.Ordinal);
        Assert.Equal(6, File.ReadAllLines(_work["best.csv"]).Length);
        Run("simulate", "--data", "train.pool", "--test", "train.pool", "--learner", Plugin(learner), "--strategy", "random", "--initial", "20", "--batch", "20", "--budget", "40", "--seeds", "1", "--out", "pools").Succeeds();
    }

    [Theory]
    [InlineData("regression", "ridge")]
    [InlineData("multilabel", "logistic")]
    [InlineData("sequence", "crf")]
    [InlineData("translation", "translation-memory")]
    [InlineData("question-answering", "translation-memory")]
    public void Without_a_learner_the_one_of_the_task_is_taken_and_named(string task, string learner)
    {
        Data(task);
        var result = Run("simulate", "--data", "train.jsonl", "--test", "test.jsonl", "--task", task, "--strategy", "random", "--initial", "20", "--budget", "20", "--seeds", "1", "--out", "out").Succeeds();
        Assert.Contains($"learner: {learner}, for {task}\n", result.Error, StringComparison.Ordinal);
        Assert.Contains($"{learner} for ", Run("simulate", "--help").Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        // A pool knows its task.
        Run("pool", "create", "train.jsonl", "--task", task, "--out", "train.pool").Succeeds();
        Assert.Equal(learner, Run("fit", "--data", "train.pool", "--out", "m.model", "--json").Json().GetProperty("learner").GetString());
    }

    [Theory]
    [InlineData("regression", "rmse")]
    [InlineData("multilabel", "accuracy")]
    [InlineData("sequence", "token_accuracy")]
    [InlineData("question-answering", "exact_match")]
    public void Rows_drawn_evenly_tell_the_metric_of_each_task(string task, string metric)
    {
        Data(task);
        var estimates = Run(
            "simulate", "--data", "train.jsonl", "--test", "test.jsonl", "--task", task, "--strategy", "random", "--explore", "0.5",
            "--initial", "40", "--batch", "20", "--budget", "60", "--seeds", "2", "--out", "out", "--json").Json().GetProperty("estimated_accuracy").EnumerateArray().ToList();
        Assert.Equal(2, estimates.Count);
        Assert.All(estimates, estimate =>
        {
            Assert.Equal(metric, estimate.GetProperty("metric").GetString());
            var (low, value, high) = (estimate.GetProperty("low").GetDouble(), estimate.GetProperty("value").GetDouble(), estimate.GetProperty("high").GetDouble());
            Assert.True(low <= value && value <= high && low < high, $"{low} {value} {high}");

            // The test part is drawn from what the pool is drawn from; its own 40 rows are chance as well.
            Assert.InRange(estimate.GetProperty("on_test_part").GetDouble(), low - (0.5 * (high - low)) - 0.1, high + (0.5 * (high - low)) + 0.1);
        });
    }

    [Fact]
    public void What_single_rows_cannot_tell_is_said()
    {
        Data("translation");
        var result = Run(
            "simulate", "--data", "train.jsonl", "--test", "test.jsonl", "--task", "translation", "--strategy", "random", "--explore", "0.5",
            "--initial", "20", "--budget", "20", "--seeds", "1", "--out", "out");
        Assert.Contains("bleu is no mean over rows, so there will be no estimate of it", result.Succeeds().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Triples_are_read_by_the_strategy_that_covers_them()
    {
        File.WriteAllLines(_work["graph.tsv"], Enumerable.Range(0, 80).Select(row => $"head{row % 5}\tnear\ttail{row % 7}"));
        File.WriteAllLines(_work["train.csv"], ["x,label", .. Enumerable.Range(0, 80).Select(i => $"{i},{(i % 2 == 0 ? "even" : "odd")}")]);
        string[] command = ["simulate", "--data", "train.csv", "--test", "train.csv", "--triples", "graph.tsv", "--initial", "20", "--batch", "20", "--budget", "40", "--seeds", "1"];
        Run([.. command, "--strategy", "random,kg-coverage", "--out", "graph"]).Succeeds();
        Assert.Contains(File.ReadAllLines(_work["graph/curve.csv"]), line => line.StartsWith("kg-coverage", StringComparison.Ordinal));
        Run([.. command, "--strategy", "random", "--out", "never"]).Fails(2, "--triples graph.tsv is for the strategy 'kg-coverage'");
        Run([.. command[..5], "--strategy", "kg-coverage", "--out", "never"]).Fails(2, "'kg-coverage' was given no triples", "--triples FILE");
    }

    [Theory]
    [InlineData(79, "", "graph.tsv has 79 triples, and the pool has 80 rows")]
    [InlineData(81, "", "graph.tsv has 81 triples, and the pool has 80 rows")]
    [InlineData(81, "{0}\t", "graph.tsv has triples of row 80 (counted from 0), and the pool has 80 rows")]
    public void Triples_of_another_pool_are_refused(int lines, string row, string expected)
    {
        File.WriteAllLines(_work["graph.tsv"], Enumerable.Range(0, lines).Select(line => string.Format(CultureInfo.InvariantCulture, row, line) + $"head{line % 5}\tnear\ttail{line % 7}"));
        File.WriteAllLines(_work["train.csv"], ["x,label", .. Enumerable.Range(0, 80).Select(i => $"{i},{(i % 2 == 0 ? "even" : "odd")}")]);
        var result = Run("simulate", "--data", "train.csv", "--test", "train.csv", "--triples", "graph.tsv", "--strategy", "kg-coverage", "--initial", "20", "--budget", "60", "--out", "out");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_go_with_the_task_is_refused_before_there_is_a_folder()
    {
        Data("regression");
        string[] command = ["simulate", "--data", "train.jsonl", "--test", "test.jsonl", "--task", "regression", "--out", "never"];
        Run([.. command, "--strategy", "random", "--learner", "logistic"]).Fails(2, "The task is Regression, for which a learner must give MeanAndVariance, and learner 'logistic' gives");
        Run([.. command, "--strategy", "margin", "--learner", "ridge"]).Fails(2, "Strategy 'margin' needs Probabilities", "for regression it gives MeanAndVariance");
        Run([.. command, "--strategy", "bald", "--learner", "ridge"]).Fails(2, "Strategy 'bald' is for classes, and the task is regression");
        Run([.. command, "--strategy", "random", "--learner", "ridge", "--stop", "kappa"]).Fails(2, "Stopping rule 'kappa' needs Probabilities, which models of Regression do not give");
        Run([.. command, "--strategy", "random", "--learner", "ridge", "--isolate", "ridge"]).Fails(2, "learner 'ridge'", "runs in a process of its own", "classification only, not Regression");
        Assert.False(Path.Exists(_work["never"]));
    }

    public void Dispose() => _work.Dispose();

    private static string Plugin(string name) => name.StartsWith("near-", StringComparison.Ordinal) || name is "unlikely" or "token-doubt"
        ? Path.Combine(AppContext.BaseDirectory, "test-plugins", "OtherTasks", "OtherTasks.dll") + "#" + name
        : name;

    private ToolResult Run(params ReadOnlySpan<string> arguments) => Pluginal.Run(_work.Folder, null, [("PLUGINAL_TRUST", "off")], arguments);

    private void Data(string task)
    {
        foreach (var (name, rows, seed) in (ReadOnlySpan<(string, int, int)>)[("train.jsonl", 80, 1), ("test.jsonl", 40, 2)])
        {
            var random = new Random(seed);
            _work.Write(name, string.Concat(Enumerable.Range(0, rows).Select(_ => Record(task, random) + "\n")));
        }
    }

    private static string Record(string task, Random random)
    {
        var words = Enumerable.Range(0, 3 + random.Next(4)).Select(_ => random.Next(Words.Length)).ToArray();
        var text = words.Select(word => Words[word]).ToArray();
        return task switch
        {
            "regression" => JsonSerializer.Serialize(new { text = string.Join(' ', text), label = words.Sum() + random.NextDouble() }),
            "multilabel" => JsonSerializer.Serialize(new { text = string.Join(' ', text), labels = new[] { "house", "river", "old" }.Where(text.Contains) }),
            "sequence" => JsonSerializer.Serialize(new { tokens = text, tags = text.Select(word => word switch { "river" => "B-place", "house" => "B-thing", _ => "O" }) }),
            "translation" => JsonSerializer.Serialize(new { source = string.Join(' ', text), target = string.Join(' ', words.Select(word => Loan[word])) }),
            _ => JsonSerializer.Serialize(new
            {
                question = "what " + text[0], context = string.Join(' ', text), answers = new[] { new { text = text[0], start = 0 } },
            }),
        };
    }
}
