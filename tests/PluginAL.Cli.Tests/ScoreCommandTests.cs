using System.Globalization;

namespace PluginAL.Cli.Tests;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    [Theory]
    [InlineData("least-confidence")]
    [InlineData("margin")]
    [InlineData("ratio")]
    [InlineData("entropy")]
    public void The_file_ranks_what_the_definition_gives(string strategy)
    {
        var probabilities = Probabilities("p.npy", 500, 4);
        var json = Score("p.npy", strategy, "500", "--all", "s.npy", "--json").Json();
        Assert.Equal((500, 4, 0), (json.GetProperty("rows").GetInt32(), json.GetProperty("classes").GetInt32(), json.GetProperty("non_finite").GetInt32()));
        Assert.Equal(1, json.GetProperty("threads").GetInt32());
        Assert.True(json.GetProperty("seconds").GetDouble() > 0 && json.GetProperty("gigabytes_per_second").GetDouble() > 0);

        var scores = Npy.ReadFloats(_work["s.npy"], out var shape);
        Assert.Equal("(500,)", shape);
        for (var row = 0; row < 500; row++)
        {
            var p = probabilities.AsSpan(row * 4, 4).ToArray().Select(value => (double)value).OrderDescending().ToArray();
            var expected = strategy switch
            {
                "least-confidence" => 1 - p[0],
                "margin" => 1 - (p[0] - p[1]),
                "ratio" => p[1] / p[0],
                _ => -p.Sum(value => value * Math.Log(value)),
            };
            Assert.Equal(expected, scores[row], 1e-6);
        }

        var order = Enumerable.Range(0, 500).OrderByDescending(row => scores[row]).ThenBy(row => row).ToList();
        var lines = order.Select((row, rank) => string.Create(CultureInfo.InvariantCulture, $"{rank + 1},{row},{scores[row]:G9}"));
        Assert.Equal(lines.Prepend("rank,row,score"), File.ReadAllLines(_work["best.csv"]));
    }

    [Fact]
    public void Equal_scores_are_ranked_by_row_number()
    {
        var values = Enumerable.Repeat(new[] { 0.5f, 0.25f, 0.25f }, 3000).SelectMany(row => row).ToArray();
        values[0] = 0.75f;
        values[1] = 0.125f;
        values[2] = 0.125f;
        Npy.WriteMatrix(_work["p.npy"], values, 3);
        Score("p.npy", "margin", "4").Succeeds();
        Assert.Equal(["rank,row,score", "1,1,0.75", "2,2,0.75", "3,3,0.75", "4,4,0.75"], File.ReadAllLines(_work["best.csv"]));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_files()
    {
        Probabilities("p.npy", 300_000, 3);
        Score("p.npy", "entropy", "1000", "--all", "1.npy").Succeeds();
        var (best, all) = (File.ReadAllText(_work["best.csv"]), File.ReadAllBytes(_work["1.npy"]));
        Score("p.npy", "entropy", "1000", "--all", "3.npy", "--threads", "3").Succeeds();
        Assert.Equal(best, File.ReadAllText(_work["best.csv"]));
        Assert.Equal(all, File.ReadAllBytes(_work["3.npy"]));
    }

    [Fact]
    public void More_rows_than_there_are_gives_all()
    {
        Probabilities("p.npy", 20, 3);
        Assert.Equal(20, Score("p.npy", "margin", "1000000", "--json").Json().GetProperty("written").GetInt32());
    }

    [Fact]
    public void Rows_can_be_left_out_or_be_the_only_ones()
    {
        Probabilities("p.npy", 100, 3);
        Score("p.npy", "margin", "100", "--all", "all.npy").Succeeds();
        var ranked = Rows();
        var all = File.ReadAllBytes(_work["all.npy"]);

        // By numbers, by a file of numbers, and by what was ranked before.
        Score("p.npy", "margin", "100", "--exclude", $"{ranked[0]},{ranked[2]}").Succeeds();
        Assert.Equal(ranked.Where((_, index) => index is not (0 or 2)), Rows());
        _work.Write("rows.txt", "5\n3\n99\n");
        Score("p.npy", "margin", "100", "--only", "rows.txt", "--all", "only.npy").Succeeds();
        Assert.Equal(ranked.Where(row => row is 3 or 5 or 99), Rows());
        Assert.Equal(all, File.ReadAllBytes(_work["only.npy"]));
        Score("p.npy", "margin", "10").Succeeds();
        File.Move(_work["best.csv"], _work["first.csv"]);
        Score("p.npy", "margin", "10", "--exclude", "first.csv", "--all", "excluded.npy").Succeeds();
        Assert.Equal(ranked.Skip(10).Take(10), Rows());
        Assert.Equal(all, File.ReadAllBytes(_work["excluded.npy"]));

        Score("p.npy", "margin", "10", "--exclude", "3,100").Fails(3, "item 2 of '3,100' is '100'", "expected a row number from 0 to 99");
        _work.Write("rows.txt", "5\nx\n");
        Score("p.npy", "margin", "10", "--only", "rows.txt").Fails(3, "rows.txt line 2 is 'x'");
    }

    [Fact]
    public void A_row_that_does_not_sum_to_one_is_refused_by_its_number_unless_it_is_to_be_normalised()
    {
        var values = Probabilities("p.npy", 200, 4);
        Score("p.npy", "margin", "5", "--all", "good.npy").Succeeds();
        for (var column = 0; column < 4; column++)
        {
            values[(123 * 4) + column] *= 2;
        }

        Npy.WriteMatrix(_work["p.npy"], values, 4);
        File.Delete(_work["best.csv"]);
        Score("p.npy", "margin", "5", "--all", "bad.npy").Fails(3, "p.npy: row 123 sums to 2;", "--normalise");
        Assert.False(File.Exists(_work["best.csv"]) || File.Exists(_work["bad.npy"]));
        Score("p.npy", "margin", "5", "--normalise", "--all", "normalised.npy").Succeeds();
        Assert.Equal(Npy.ReadFloats(_work["good.npy"], out _)[123], Npy.ReadFloats(_work["normalised.npy"], out _)[123], 1e-6);
    }

    [Fact]
    public void Rows_that_are_not_numbers_are_counted_with_the_first_and_never_among_the_best()
    {
        var values = Probabilities("p.npy", 200, 4);
        values[(60 * 4) + 1] = float.NaN;
        values[(50 * 4) + 3] = float.NaN;
        Npy.WriteMatrix(_work["p.npy"], values, 4);
        var result = Score("p.npy", "entropy", "200", "--json");
        var json = result.Json();
        Assert.Equal((2, 50, 198), (json.GetProperty("non_finite").GetInt32(), json.GetProperty("first_non_finite_row").GetInt32(), json.GetProperty("written").GetInt32()));
        Assert.Contains("warning: 2 scores not finite (first: row 50", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Rows(), row => row is 50 or 60);
    }

    [Fact]
    public void Where_nothing_is_left_to_choose_a_line_says_so_and_the_file_has_its_header()
    {
        var values = Probabilities("p.npy", 20, 3);
        var result = Score("p.npy", "margin", "5", "--only", "3,4", "--exclude", "3,4").Succeeds();
        Assert.Contains("warning: nothing to choose from: --exclude, --only or --shard leave none of the 20 rows", result.Error, StringComparison.Ordinal);
        Assert.Equal("rank,row,score\n", File.ReadAllText(_work["best.csv"]));

        Array.Fill(values, float.NaN);
        Npy.WriteMatrix(_work["p.npy"], values, 3);
        result = Score("p.npy", "margin", "5").Succeeds();
        Assert.Contains("warning: nothing was chosen: none of the 20 scores is finite", result.Error, StringComparison.Ordinal);
        Assert.Equal("rank,row,score\n", File.ReadAllText(_work["best.csv"]));
    }

    [Fact]
    public void Arrays_of_another_kind_are_refused_with_what_was_found_and_expected()
    {
        Npy.Write<double>(_work["f8.npy"], [0.5, 0.5], "<f8", "(1, 2)");
        Score("f8.npy", "margin", "1").Fails(3, "f8.npy", "'<f8', expected '<f4'", "astype");
        Npy.Write<float>(_work["fortran.npy"], [0.5f, 0.5f, 0.5f, 0.5f], "<f4", "(2, 2)", fortran: true);
        Score("fortran.npy", "margin", "1").Fails(3, "fortran.npy is in Fortran order, expected C order", "ascontiguousarray");
        Npy.Write<float>(_work["flat.npy"], [0.5f, 0.5f], "<f4", "(2,)");
        Score("flat.npy", "margin", "1").Fails(3, "flat.npy has shape (2)", "expected probabilities of shape (N, C)");
        Npy.Write<float>(_work["cut.npy"], [0.5f, 0.5f, 0.5f], "<f4", "(2, 2)");
        Score("cut.npy", "margin", "1").Fails(3, "cut.npy has", "cut short");
        _work.Write("text.npy", "not an array");
        Score("text.npy", "margin", "1").Fails(3, "text.npy is not an NPY file");
        Score("nowhere.npy", "margin", "1").Fails(3, "nowhere.npy does not exist");
    }

    [Theory]
    [InlineData("margni", 2, "No strategy is called 'margni'; did you mean 'margin'?")]
    [InlineData("logistic", 2, "'logistic' is the name of a learner")]
    [InlineData("margin:beta=2", 2, "'margin' has no option 'beta'")]
    [InlineData("nowhere/x.dll", 3, "nowhere/x.dll")]
    public void An_unknown_strategy_or_option_is_named_with_what_there_is(string strategy, int exitCode, string expected)
    {
        Probabilities("p.npy", 5, 3);
        Score("p.npy", strategy, "1").Fails(exitCode, expected);
    }

    [Fact]
    public void What_exists_and_is_something_else_is_not_replaced()
    {
        Probabilities("p.npy", 5, 3);
        var before = File.ReadAllBytes(_work["p.npy"]);
        _work.Write("mine.csv", "name,age\n");
        string[] score = ["score", "--probabilities", "p.npy", "--strategy", "margin", "--top", "1"];
        _work.Run([.. score, "--out", "mine.csv"]).Fails(3, "mine.csv exists and does not begin with 'rank,row,score'");
        _work.Run([.. score, "--out", "."]).Fails(3, ". is a directory");
        _work.Run([.. score, "--out", "s.csv", "--all", "mine.csv"]).Fails(3, "mine.csv exists and is not an NPY file");
        _work.Run([.. score, "--out", "s.csv", "--all", "."]).Fails(3, ". is a directory");
        _work.Run([.. score, "--out", "s.csv", "--all", "./s.csv"]).Fails(2, "--all and --out are both");
        _work.Run([.. score, "--out", "s.csv", "--all", "p.npy"]).Fails(2, "--all and --probabilities are both");
        Assert.Equal("name,age\n", File.ReadAllText(_work["mine.csv"]));
        Assert.Equal(before, File.ReadAllBytes(_work["p.npy"]));
        Assert.Equal(["mine.csv", "p.npy"], Directory.GetFileSystemEntries(_work.Folder).Select(Path.GetFileName).Order());

        // What is of the same kind is replaced, and folders that are missing are made.
        _work.Run([.. score, "--out", "new/s.csv"]).Succeeds();
        _work.Run([.. score, "--out", "new/s.csv"]).Succeeds();
    }

    [Fact]
    public void Features_score_as_the_pool_that_is_made_of_them()
    {
        _work.Run("fit", "--data", Stock.FeaturePool, "--out", "m").Succeeds();
        _work.Run("score", "--features", Stock.Features, "--model", "m", "--strategy", "margin", "--top", "50", "--out", "f.csv").Succeeds();
        _work.Run("score", "--pool", Stock.FeaturePool, "--model", "m", "--strategy", "margin", "--top", "50", "--out", "p.csv").Succeeds();
        Assert.Equal(File.ReadAllText(_work["f.csv"]), File.ReadAllText(_work["p.csv"]));
        Npy.WriteMatrix(_work["narrow.npy"], new float[9], 3);
        _work.Run("score", "--features", "narrow.npy", "--model", "m", "--strategy", "margin", "--top", "5", "--out", "f.csv")
            .Fails(3, "narrow.npy has 3 feature columns, and model m was trained on 5");
    }

    [Fact]
    public void A_pool_of_other_records_is_encoded_as_the_model_expects()
    {
        // Half of the same records, without id and label: a pool with features of its own.
        var records = File.ReadAllLines(Stock.Texts).Take(Stock.TextRows / 2).Select(line => line.Split("\"text\": ")[1].Split(", \"label\"")[0]);
        _work.Write("half.jsonl", string.Concat(records.Select(text => $"{{\"text\": {text}}}\n")));
        _work.Run("pool", "create", "half.jsonl", "--out", "half.pool").Succeeds();
        string[] score = ["score", "--model", Stock.TextModel, "--strategy", "margin", "--top", "1000", "--out", "s.csv"];

        _work.Run([.. score, "--pool", Stock.TextPool, "--all", "whole.npy"]).Succeeds();
        Assert.Matches("^rank,row,score,id\n1,([0-9]+),0\\.[0-9]{1,12},r\\1\n", File.ReadAllText(_work["s.csv"]));
        var result = _work.Run([.. score, "--pool", "half.pool", "--all", "half.npy"]).Succeeds();
        Assert.StartsWith("rank,row,score\n", File.ReadAllText(_work["s.csv"]), StringComparison.Ordinal);
        Assert.Contains("warning: pool half.pool has other features", result.Error, StringComparison.Ordinal);
        Assert.Equal(Npy.ReadFloats(_work["whole.npy"], out _)[..(Stock.TextRows / 2)], Npy.ReadFloats(_work["half.npy"], out _));

        _work.Write("body.csv", "body\nale ale\nbread egg\n");
        _work.Run("pool", "create", "body.csv", "--text", "body", "--label", "", "--out", "body.pool").Succeeds();
        _work.Run([.. score, "--pool", "body.pool"]).Fails(3, "body.pool has text body, and the model was trained on text text");
        _work.Run([.. score, "--pool", Stock.FeaturePool]).Fails(3, "no records to encode anew");
    }

    [Theory]
    [InlineData("bald", "needs a committee", "--members M.npy")]
    [InlineData("auto", "'auto' looks at more than what a model says of a row", "pluginal simulate")]
    [InlineData("epistemic", "(labels so far, other rows, or the inside of the model)", "such as margin")]
    [InlineData("distance-to-boundary", "(labels so far, other rows, or the inside of the model)", "such as margin")]
    public void What_takes_labels_is_refused_with_the_way_to_go(string strategy, string why, string remedy) =>
        _work.Run("score", "--pool", Stock.TextPool, "--model", Stock.TextModel, "--strategy", strategy, "--top", "5", "--out", "s.csv").Fails(2, why, remedy);

    [Fact]
    public void A_model_cut_short_or_altered_is_refused()
    {
        var bytes = File.ReadAllBytes(Stock.TextModel);
        string[] score = ["score", "--pool", Stock.TextPool, "--model", "m", "--strategy", "margin", "--top", "5", "--out", "s.csv"];
        File.WriteAllBytes(_work["m"], bytes[..^10]);
        _work.Run(score).Fails(3, "Model m is", "train it again with 'pluginal fit'");
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(_work["m"], bytes);
        _work.Run(score).Fails(3, "Model m is damaged", "train it again with 'pluginal fit'");
        _work.Write("m", "text");
        _work.Run(score).Fails(3, "m is not a PluginAL model");
        File.Delete(_work["m"]);
        _work.Run(score).Fails(3, "Model m cannot be read");
    }

    public void Dispose() => _work.Dispose();

    private ToolResult Score(string probabilities, string strategy, string top, params ReadOnlySpan<string> more) =>
        _work.Run(["score", "--probabilities", probabilities, "--strategy", strategy, "--top", top, "--out", "best.csv", .. more]);

    private List<int> Rows() => [.. File.ReadLines(_work["best.csv"]).Skip(1).Select(line => int.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];

    private float[] Probabilities(string name, int rows, int classes)
    {
        var random = new Random(rows);
        var values = new float[rows * classes];
        for (var row = 0; row < rows; row++)
        {
            var weights = Enumerable.Range(0, classes).Select(_ => 0.01 + random.NextDouble()).ToArray();
            var sum = weights.Sum();
            for (var column = 0; column < classes; column++)
            {
                values[(row * classes) + column] = (float)(weights[column] / sum);
            }
        }

        Npy.WriteMatrix(_work[name], values, classes);
        return values;
    }
}
