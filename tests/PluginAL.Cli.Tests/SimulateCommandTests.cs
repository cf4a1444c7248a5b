using System.Text.Json;

namespace PluginAL.Cli.Tests;

public sealed class SimulateCommandTests : IDisposable
{
    private static readonly string[] Small = ["--initial", "20", "--batch", "20", "--budget", "80", "--seeds", "2"];
    private readonly Workspace _work = new();

    [Fact]
    public void An_experiment_writes_its_four_files_and_repeats_to_the_last_digit()
    {
        var result = Digits("one", "--json");
        var json = result.Json();
        Assert.Equal(["curve.csv", "curve.svg", "report.html", "summary.json"], Results("one"));
        Assert.Equal(File.ReadAllText(_work["one/summary.json"]).Trim(), result.Output.Trim());
        Assert.Equal(["random", "margin"], json.GetProperty("strategies").EnumerateArray().Select(item => item.GetProperty("strategy").GetString()));
        Assert.Contains("pluginal simulate --data", json.GetProperty("command_line").GetString(), StringComparison.Ordinal);
        Assert.Contains("<svg", File.ReadAllText(_work["one/curve.svg"]), StringComparison.Ordinal);

        var curve = new CurveFile(_work["one/curve.csv"]);
        Assert.Equal(["random", "margin"], curve.Strategies);
        foreach (var run in curve.Points.GroupBy(point => (point.Strategy, point.Seed)))
        {
            Assert.Equal([20, 40, 60, 80], run.Select(point => point.Labels));
            Assert.Equal([0, 1, 2, 3], run.Select(point => point.Round));
        }

        // The same initial rows for each strategy of a seed, other ones for another seed.
        var first = curve.Points.Where(point => point.Round == 0).ToLookup(point => point.Seed, point => point.Accuracy);
        Assert.All([0, 1], seed => Assert.Single(first[seed].Distinct()));
        Assert.NotEqual(first[0].First(), first[1].First());

        // Threads change nothing; done work is not done again.
        Digits("two", "--threads", "2").Succeeds();
        Assert.Equal(curve.WithoutTimings, new CurveFile(_work["two/curve.csv"]).WithoutTimings);
        var before = File.ReadAllText(_work["one/curve.csv"]);
        Digits("one").Succeeds();
        Assert.Equal(before, File.ReadAllText(_work["one/curve.csv"]));
    }

    [Fact]
    public void Runs_that_were_over_before_a_rule_was_given_are_told_of()
    {
        Digits("over").Succeeds();
        var later = Digits("over", "--stop", "kappa").Succeeds();
        Assert.Contains("warning: 4 of 4 runs were over before a stopping rule was given", later.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("runs were over", Digits("fresh", "--stop", "kappa").Succeeds().Error, StringComparison.Ordinal);
        Assert.DoesNotContain("runs were over", Digits("fresh", "--stop", "kappa").Succeeds().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_committee_is_supplied_and_said_and_several_runs_at_a_time_end_as_one_after_another()
    {
        string[] strategies = ["--strategy", "random,bald,albl,auto", "--committee", "3"];
        var one = Digits("one", strategies).Succeeds();
        Assert.Contains("'bald' needs what learner 'logistic' does not give; the session supplies a committee of 3 by bagging.\n", one.Error, StringComparison.Ordinal);
        Digits("four", [.. strategies, "--threads", "4"]).Succeeds();
        Assert.Equal(new CurveFile(_work["one/curve.csv"]).WithoutTimings, new CurveFile(_work["four/curve.csv"]).WithoutTimings);
        Digits("never", "--strategy", "bald", "--committee", "1").Fails(2, "--committee is 1", "at least 2");
    }

    [Fact]
    public void Rules_stop_a_run_and_a_report_tells_what_each_said()
    {
        var result = Digits("ruled", "--strategy", "margin", "--stop", "target-metric:target=0.6", "--stop", "kappa,overall-uncertainty").Succeeds();
        Assert.Contains("What each stopping rule said", result.Output, StringComparison.Ordinal);
        var lines = File.ReadAllLines(_work["ruled/stop.csv"]);
        Assert.Equal("strategy,seed,round,labels,rule,stop,reason", lines[0]);
        foreach (var seed in (int[])[0, 1])
        {
            var all = lines.Where(line => line.StartsWith($"margin,{seed},", StringComparison.Ordinal)).ToArray();
            Assert.Contains(",predicted accuracy,no,\"0.", all[^1], StringComparison.Ordinal);
            var run = all[..^1];
            Assert.Contains(",target-metric:target=0.6,yes,", run[^2], StringComparison.Ordinal);
            Assert.Contains(",\"kappa,overall-uncertainty\",no,", run[^1], StringComparison.Ordinal);
            Assert.DoesNotContain(",yes,", string.Join('\n', run[..^2]), StringComparison.Ordinal);
        }

        Assert.All(new CurveFile(_work["ruled/curve.csv"]).Points, point => Assert.True(point.Labels < 80));
        using var summary = JsonDocument.Parse(File.ReadAllText(_work["ruled/summary.json"]));
        Assert.All(summary.RootElement.GetProperty("predicted_accuracy").EnumerateArray(), run =>
        {
            Assert.Equal("target-metric:target=0.6", run.GetProperty("ended_by").GetString());
            Assert.InRange(run.GetProperty("value").GetDouble(), run.GetProperty("low").GetDouble(), run.GetProperty("high").GetDouble());
            Assert.Contains("wider than 0.03 on either side", run.GetProperty("note").GetString(), StringComparison.Ordinal);
            Assert.InRange(run.GetProperty("on_test_part").GetDouble(), run.GetProperty("low").GetDouble(), run.GetProperty("high").GetDouble());
        });

        // Looked at again, a run that a rule ended stays where it is.
        Digits("ruled", "--strategy", "margin", "--stop", "target-metric:target=0.6", "--stop", "kappa,overall-uncertainty").Succeeds();
        Assert.Equal(lines, File.ReadAllLines(_work["ruled/stop.csv"]));
        // What a rule says is what is predicted in the end.
        Digits("known", "--strategy", "margin", "--explore", "0.5", "--stop", "predicted-accuracy:within=0.12").Succeeds();
        using var known = JsonDocument.Parse(File.ReadAllText(_work["known/summary.json"]));
        var said = File.ReadAllLines(_work["known/stop.csv"]);
        Assert.All(known.RootElement.GetProperty("predicted_accuracy").EnumerateArray(), run =>
        {
            var (low, high) = (run.GetProperty("low").GetDouble(), run.GetProperty("high").GetDouble());
            Assert.Equal(high - low <= 0.24 ? "predicted-accuracy:within=0.12" : null, run.GetProperty("ended_by").GetString());
            Assert.Contains(said, line => line.Contains(FormattableString.Invariant($"accuracy predicted to be {low:F4} to {high:F4}"), StringComparison.Ordinal));
        });
        Digits("never", "--stop", "kapa").Fails(2, "'kapa'");
        Digits("never", "--stop", "kappa:threshold=2").Fails(2, "threshold", "from 0 to 1");
    }

    [Fact]
    public void Labels_whose_chances_are_known_tell_the_accuracy()
    {
        var estimates = Digits("explored", "--strategy", "random,margin", "--explore", "0.5", "--json").Json().GetProperty("estimated_accuracy").EnumerateArray().ToArray();
        Assert.Equal(4, estimates.Length);
        Assert.All(estimates, run => Assert.InRange(run.GetProperty("value").GetDouble(), run.GetProperty("low").GetDouble(), run.GetProperty("high").GetDouble()));
        Assert.Equal(2, Digits("greedy", "--strategy", "random,margin", "--json").Json().GetProperty("estimated_accuracy").GetArrayLength());
        Digits("never", "--explore", "1.5").Fails(2, "--explore is 1.5", "from 0 to 1");
    }

    [Fact]
    public void A_finished_experiment_takes_a_further_strategy_and_a_greater_budget()
    {
        string[] command = ["simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--initial", "20", "--batch", "20", "--seeds", "1"];
        _work.Run([.. command, "--strategy", "margin", "--budget", "60", "--out", "grown"]).Succeeds();
        _work.Run([.. command, "--strategy", "entropy,margin", "--budget", "100", "--out", "grown"]).Succeeds();
        _work.Run([.. command, "--strategy", "entropy,margin", "--budget", "100", "--out", "fresh"]).Succeeds();
        Assert.Equal(new CurveFile(_work["fresh/curve.csv"]).WithoutTimings, new CurveFile(_work["grown/curve.csv"]).WithoutTimings);
    }

    [Fact]
    public void Pools_and_files_of_the_same_data_give_the_same_curve()
    {
        string[] command = ["simulate", "--strategy", "random,margin", "--learner", "naive-bayes", .. Small];
        var files = _work.Run([.. command, "--data", Stock.Texts, "--test", Stock.TextsTest, "--out", "files"]).Succeeds();
        Assert.Contains("texts.jsonl: id: id; text: text; label: label\n", files.Error, StringComparison.Ordinal);
        _work.Run("pool", "create", Stock.TextsTest, "--out", "test.pool").Succeeds();
        _work.Run([.. command, "--data", Stock.TextPool, "--test", "test.pool", "--out", "pools"]).Succeeds();
        Assert.Equal(new CurveFile(_work["files/curve.csv"]).WithoutTimings, new CurveFile(_work["pools/curve.csv"]).WithoutTimings);
        _work.Run([.. command, "--data", Stock.TextPool, "--test", "test.pool", "--text", "text", "--out", "other"]).Fails(2, "is a pool", "leave out --text text");
    }

    [Fact]
    public void A_strategy_can_be_given_as_the_path_of_an_assembly()
    {
        var sample = _work.Copy(Path.Combine(AppContext.BaseDirectory, "samples", "TemperedMargin"), "plugin");
        var builtIn = Path.Combine(Pluginal.PluginFolder, "PluginAL.Strategies", "PluginAL.Strategies.dll");
        Digits("out", ["--strategy", $"random,{sample}/TemperedMargin.dll"]).Fails(3, "you have not trusted it", "run 'pluginal plugins trust ");
        Assert.False(Path.Exists(_work["out"]));
        _work.Run("plugins", "trust", $"{sample}/TemperedMargin.dll").Succeeds();
        Digits("out", ["--strategy", $"random,{sample}/TemperedMargin.dll:temperature=3,{builtIn}#entropy,gini"]).Succeeds();
        var curve = new CurveFile(_work["out/curve.csv"]);
        Assert.Equal(["random", "tempered-margin", "entropy", "gini"], curve.Strategies);
        var report = File.ReadAllText(_work["out/summary.json"]);
        Assert.Contains("tempered-margin", report, StringComparison.Ordinal);

        Digits("never", ["--strategy", $"{sample}/TemperedMargin.dll:temperature=0"]).Fails(2, "'temperature'");
        Digits("never", ["--strategy", $"{builtIn}#nothing-such"]).Fails(2, "nothing-such");
        Digits("never", ["--strategy", builtIn]).Fails(2, "PluginAL.Strategies.dll");
        Assert.False(Path.Exists(_work["never"]));
    }

    [Theory]
    [InlineData("--strategy", "random,nothing-such", "No strategy is called 'nothing-such'")]
    [InlineData("--strategy", "random,", "'random,' has an empty element")]
    [InlineData("--strategy", "margin,random,margin", "--strategy names margin twice")]
    [InlineData("--learner", "nothing-such", "No learner is called 'nothing-such'")]
    [InlineData("--learner", "logistic:depth=2", "'logistic' has no option 'depth'")]
    [InlineData("--oracle", "nobody", "No oracle is called 'nobody'")]
    [InlineData("--task", "poetry", "--task is 'poetry'")]
    [InlineData("--seeds", "-1", "--seeds is -1; give at least 1.")]
    [InlineData("--batch", "0", "--batch is 0; give at least 1.")]
    [InlineData("--budget", "5", "--budget 5 is less than --initial 25")]
    public void A_wrong_command_is_said_before_there_is_a_folder(string option, string value, string expected)
    {
        var strategy = option == "--strategy" ? value : "random";
        string[] rest = option == "--strategy" ? [] : [option, value];
        _work.Run(["simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--out", "x", "--strategy", strategy, .. rest]).Fails(2, expected);
        Assert.False(Path.Exists(_work["x"]));
    }

    [Fact]
    public void Data_that_cannot_be_learned_from_are_refused_by_file_and_row()
    {
        _work.Write("good.csv", Stock.NumberLines(100));
        _work.Write("ragged.csv", Stock.NumberLines(2000, (row, line) => row == 1233 ? line + ",1" : line));
        _work.Write("unlabelled.csv", Stock.NumberLines(100, (row, line) => row == 42 ? line[..(line.LastIndexOf(',') + 1)] : line));
        _work.Write("bad.jsonl", "{\"text\": \"a\", \"label\": \"b\"}\nnot json\n");
        var values = Npy.ReadFloats(Stock.Features, out _);
        values[(7 * Stock.FeatureWidth) + 2] = float.PositiveInfinity;
        Npy.WriteMatrix(_work["f.npy"], values, Stock.FeatureWidth);
        _work.Run("pool", "create", "f.npy", "--labels", Stock.Labels, "--out", "f.pool").Succeeds();

        ToolResult Simulate(string data, string test) => _work.Run(["simulate", "--data", data, "--test", test, "--strategy", "random", "--out", "x", .. Small]);
        Simulate("ragged.csv", "good.csv").Fails(3, "ragged.csv, line 1235 (row 1234): found 4 fields, expected 3");
        Simulate("good.csv", "ragged.csv").Fails(3, "ragged.csv, line 1235 (row 1234)");
        Simulate("unlabelled.csv", "good.csv").Fails(3, "unlabelled.csv: row 42 (counted from 0) has no label");
        Simulate("good.csv", "unlabelled.csv").Fails(3, "unlabelled.csv: row 42 (counted from 0) has no label");
        Simulate("bad.jsonl", "bad.jsonl").Fails(3, "bad.jsonl, line 2: not JSON");
        Simulate("f.pool", Stock.FeaturePool).Fails(3, "f.pool: row 7 (counted from 0) has", "in feature column 2");
        Simulate(Stock.FeaturePool, "f.pool").Fails(3, "f.pool: row 7 (counted from 0) has", "in feature column 2");
        Simulate(Stock.Features, Stock.FeaturePool).Fails(3, "features.npy has no labels", "--labels Y.npy");
        Simulate("nowhere.csv", "good.csv").Fails(3, "nowhere.csv does not exist");

        _work.Write("renamed.csv", Stock.NumberLines(100).Replace("label\n", "class\n", StringComparison.Ordinal));
        var renamed = Simulate("good.csv", "renamed.csv");
        Assert.Equal(3, renamed.ExitCode);
        Assert.Contains("renamed.csv: no row has a label in the field 'label', and simulate needs one for every row; name the field", renamed.Error, StringComparison.Ordinal);

        // Nothing of what went wrong holds the folder to it.
        Simulate("good.csv", "good.csv").Succeeds();
    }

    [Fact]
    public void An_output_that_is_something_else_is_left_alone()
    {
        _work.Write("file", "mine");
        Directory.CreateDirectory(_work["folder"]);
        _work.Write("folder/file", "mine");
        Digits("file").Fails(3, "file is a file; give a folder for the results");
        Digits("folder").Fails(3, "folder exists and is not the folder of an experiment");
        Assert.Equal(["file"], Directory.GetFileSystemEntries(_work["folder"]).Select(Path.GetFileName));

        Digits("out").Succeeds();
        Digits("out", "--from-scratch").Fails(3, "warm_start", "another output folder");
        _work.Run(["simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--strategy", "random", "--out", "out", .. Small[..^2], "--seeds", "1", "--numeric", "*"])
            .Fails(3, "out holds an experiment with fields = nothing, and now it is --numeric *");
    }

    [Fact]
    public void What_the_labels_cost_is_told_where_the_data_say_so()
    {
        _work.Write("cost.csv", Stock.NumberLines(200, (row, line) => $"{line},{(row % 2 == 0 ? 1 : 10)}").Replace("label\n", "label,seconds\n", StringComparison.Ordinal));
        _work.Write("test.csv", Stock.NumberLines(50, (_, line) => line + ",1").Replace("label\n", "label,seconds\n", StringComparison.Ordinal));
        string[] command = ["simulate", "--data", "cost.csv", "--test", "test.csv", "--strategy", "random,cost-aware:inner=margin", "--initial", "10", "--batch", "10", "--budget", "40", "--seeds", "2"];
        var costs = _work.Run([.. command, "--cost", "seconds", "--out", "out", "--json"]).Json().GetProperty("costs").EnumerateArray().ToList();
        Assert.Equal([40, 40, 40, 40], costs.Select(run => run.GetProperty("labels").GetInt32()));
        var paid = costs.ToLookup(run => run.GetProperty("strategy").GetString(), run => run.GetProperty("cost").GetDouble());
        Assert.All(paid["random"], cost => Assert.InRange(cost, 100, 340));
        Assert.True(paid["cost-aware"].Average() < 0.8 * paid["random"].Average(), string.Join(' ', costs));
        Assert.Contains("\ncost of the labels at the end: random ", _work.Run([.. command, "--cost", "seconds", "--out", "out"]).Succeeds().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cost of the labels", _work.Run([.. command[..6], "random", .. command[7..], "--label", "label", "--numeric", "a,b", "--out", "plain"]).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_curve_is_printed_as_a_table()
    {
        var result = Digits("out").Succeeds();
        Assert.StartsWith("accuracy on the test part, mean over 2 seeds:\nlabels random margin\n    20 0.", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nWith every label of the pool: accuracy 0.", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nWrote out/curve.csv, out/summary.json, out/curve.svg and out/report.html.\n", result.Output, StringComparison.Ordinal);
        using var summary = JsonDocument.Parse(File.ReadAllText(_work["out/summary.json"]));
        Assert.Equal(2, summary.RootElement.GetProperty("strategies").GetArrayLength());
    }

    public void Dispose() => _work.Dispose();

    private ToolResult Digits(string folder, params ReadOnlySpan<string> more)
    {
        string[] strategy = more.Contains("--strategy") ? [] : ["--strategy", "random,margin"];
        return _work.Run(["simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--out", folder, .. Small, .. strategy, .. more]);
    }

    private IEnumerable<string> Results(string folder) =>
        Directory.GetFiles(_work[folder]).Select(path => Path.GetFileName(path)!).Where(name => !name.StartsWith("ledger", StringComparison.Ordinal)).Order();
}
