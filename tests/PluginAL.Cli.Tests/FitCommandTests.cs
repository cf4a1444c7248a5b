namespace PluginAL.Cli.Tests;

public sealed class FitCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    [Fact]
    public void A_model_is_trained_on_a_file_and_described_in_one_json_document()
    {
        var result = _work.Run("fit", "--data", Stock.DigitsTrain, "--out", "new/digits.model", "--json");
        var json = result.Json();
        Assert.Equal((Stock.TrainRows, 64), (json.GetProperty("rows").GetInt32(), json.GetProperty("width").GetInt32()));
        Assert.Equal(10, json.GetProperty("classes").GetArrayLength());

        // The choice of fields is printed, and not where the document is.
        Assert.Contains("train.csv: numeric: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(["digits.model"], Directory.GetFileSystemEntries(_work["new"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_saved_model_scores_with_the_same_bits_each_time_it_is_trained_and_loaded()
    {
        var scores = new List<string>();
        foreach (var model in new[] { "1.model", "2.model" })
        {
            _work.Run("fit", "--data", Stock.TextPool, "--out", model).Succeeds();
            for (var run = 0; run < 2; run++)
            {
                _work.Run("score", "--pool", Stock.TextPool, "--model", model, "--strategy", "entropy", "--top", "400", "--out", "s.csv").Succeeds();
                scores.Add(File.ReadAllText(_work["s.csv"]));
            }
        }

        Assert.Single(scores.Distinct());
    }

    [Theory]
    [InlineData("naive-bayes")]
    [InlineData("naive-bayes:alpha=0.5")]
    [InlineData("logistic:c=10")]
    public void A_learner_takes_options(string learner) =>
        Assert.Equal(learner, _work.Run("fit", "--data", Stock.TextPool, "--learner", learner, "--out", "m", "--json").Json().GetProperty("learner").GetString());

    [Theory]
    [InlineData("nothing-such", "No learner is called 'nothing-such'")]
    [InlineData("margin", "'margin' is the name of a strategy")]
    [InlineData("logistic:depth=3", "'logistic' has no option 'depth'; it knows c")]
    [InlineData("logistic:c=much", "Option 'c' of 'logistic' is \"much\"; give a number")]
    [InlineData("Logistic", "'Logistic' is not a plugin's name")]
    public void An_unknown_learner_or_option_is_named_with_what_there_is(string learner, string expected) =>
        _work.Run("fit", "--data", Stock.Texts, "--learner", learner, "--out", "m").Fails(2, expected);

    [Fact]
    public void Rows_without_a_label_are_counted_and_left_out()
    {
        _work.Write("part.csv", Stock.NumberLines(100, (row, line) => row is 42 or 57 ? line[..(line.LastIndexOf(',') + 1)] : line));
        var result = _work.Run("fit", "--data", "part.csv", "--out", "m", "--json");
        Assert.Equal(98, result.Json().GetProperty("rows").GetInt32());
        Assert.Contains("warning: part.csv: 2 of 100 rows have no label", result.Error, StringComparison.Ordinal);
        Assert.Contains("first: row 42", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_any_label_are_refused_with_what_to_do()
    {
        _work.Run("fit", "--data", Stock.Features, "--out", "m").Fails(3, "features.npy has no labelled row", "--labels Y.npy");
        _work.Write("u.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
        _work.Run("fit", "--data", "u.jsonl", "--out", "m").Fails(3, "u.jsonl has no labelled row", "--label");
        Assert.Empty(Directory.GetFileSystemEntries(_work.Folder).Select(Path.GetFileName).Except(["u.jsonl"]));
    }

    [Fact]
    public void Labels_beside_features_can_be_named() =>
        Assert.Equal(
            Stock.FeatureWidth,
            _work.Run("fit", "--data", Stock.Features, "--labels", Stock.Labels, "--out", "m", "--json").Json().GetProperty("width").GetInt32());

    [Fact]
    public void Features_that_are_not_finite_are_refused_by_row_and_column()
    {
        var values = Npy.ReadFloats(Stock.Features, out _);
        values[(7 * Stock.FeatureWidth) + 2] = float.NaN;
        Npy.WriteMatrix(_work["f.npy"], values, Stock.FeatureWidth);
        _work.Run("fit", "--data", "f.npy", "--labels", Stock.Labels, "--out", "m").Fails(3, "f.npy: row 7", "NaN in feature column 2", "Mend the value");
        _work.Write("inf.csv", Stock.NumberLines(100, (row, line) => row == 9 ? "inf" + line[6..] : line));
        _work.Run("fit", "--data", "inf.csv", "--numeric", "a,b", "--out", "m").Fails(3, "inf.csv, line 11 (row 10): column 'a' holds 'inf'", "expected a finite number");
    }

    [Fact]
    public void A_missing_number_of_a_csv_file_is_filled_and_no_error()
    {
        _work.Write("missing.csv", Stock.NumberLines(100, (row, line) => row == 9 ? "nan" + line[6..] : line));
        Assert.Contains("missing.csv: Missing numbers: a 1 (of 100 rows).\n", _work.Run("fit", "--data", "missing.csv", "--out", "m").Succeeds().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_numbers_that_one_cell_makes_a_category_is_told_of()
    {
        _work.Write("typo.csv", Stock.NumberLines(100, (row, line) => row == 9 ? "inf" + line[6..] : line));
        Assert.Contains(
            "typo.csv: Column 'a' was taken as category: 1 of its 100 values are no finite numbers (typo.csv, line 11 (row 10) holds 'inf'). Repair or empty them, or name the column with --category.\n",
            _work.Run("fit", "--data", "typo.csv", "--out", "m").Succeeds().Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the {0}th message", "with --text if it is text")]
    [InlineData("images/{0}.png", "--image to learn from the images")]
    [InlineData("colour {0}", null)]
    public void A_column_whose_values_all_differ_is_told_of(string value, string? expected)
    {
        _work.Write("all.csv", "column,label\n" + string.Concat(Enumerable.Range(0, 60).Select(row =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, value, expected is null ? row % 5 : row) + $",c{row % 2}\n")));
        var error = _work.Run("fit", "--data", "all.csv", "--out", "m").Succeeds().Error;
        Assert.Equal(expected is not null, error.Contains("Column 'column' was taken as category, and hardly a value of it is there twice (all.csv, line 2 (row 1) holds", StringComparison.Ordinal));
        Assert.Contains(expected ?? "", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classification", "spam", "all rows are of class 'spam'")]
    [InlineData("multilabel", "b|a", "all rows have the same labels (a, b)")]
    [InlineData("regression", "2.5", "all labels are 2.5")]
    public void Labels_that_are_all_the_same_are_warned_of(string task, string label, string expected)
    {
        _work.Write("same.csv", Stock.NumberLines(60, (_, line) => line[..(line.LastIndexOf(',') + 1)] + label));
        Assert.Contains($"warning: same.csv: {expected}", _work.Run("fit", "--data", "same.csv", "--task", task, "--out", "m").Succeeds().Error, StringComparison.Ordinal);
        var result = _work.Run("simulate", "--data", "same.csv", "--test", "same.csv", "--task", task, "--strategy", "random", "--budget", "25", "--seeds", "1", "--out", "out").Succeeds();
        Assert.Contains($"warning: same.csv: {expected}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_were_taken_for_classes_are_warned_of()
    {
        _work.Write("price.csv", Stock.NumberLines(60, (row, line) => line[..(line.LastIndexOf(',') + 1)] + (row / 4.0)));
        Assert.Contains("warning: price.csv: 60 classes in 60 rows, so most have one row; if the label is a number give --task regression", _work.Run("fit", "--data", "price.csv", "--out", "m").Succeeds().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_float32_does_not_tell_apart_are_warned_of_or_refused()
    {
        _work.Write("times.csv", Stock.NumberLines(60, (row, line) => line[..(line.LastIndexOf(',') + 1)] + (1_700_000_000 + row)));
        Assert.Contains("float32, in which models predict, is off by up to 1E+02; subtract a constant", _work.Run("fit", "--data", "times.csv", "--task", "regression", "--out", "m").Succeeds().Error, StringComparison.Ordinal);
        _work.Write("tiny.csv", Stock.NumberLines(60, (row, line) => line[..(line.LastIndexOf(',') + 1)] + row + "e-200"));
        _work.Run("fit", "--data", "tiny.csv", "--task", "regression", "--out", "m").Fails(3, "tiny.csv: the labels lie between 0 and 5.9E-199", "give them in a smaller unit");
    }

    [Fact]
    public void Labels_that_other_signs_stand_between_are_told_of()
    {
        _work.Write("several.csv", Stock.NumberLines(60, (row, line) => line[..(line.LastIndexOf(',') + 1)] + (row % 2 == 0 ? "x;y" : "y")));
        Assert.Contains(
            "No row has more than one label, and 1 of the 2 labels hold a ';' or ',' ('x;y'): in a text '|' stands between labels",
            _work.Run("fit", "--data", "several.csv", "--task", "multilabel", "--out", "m").Succeeds().Error, StringComparison.Ordinal);
        _work.Write("bars.csv", Stock.NumberLines(60, (row, line) => line[..(line.LastIndexOf(',') + 1)] + (row % 2 == 0 ? "x;y|z" : "y")));
        Assert.DoesNotContain("No row has more", _work.Run("fit", "--data", "bars.csv", "--task", "multilabel", "--out", "m").Succeeds().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_exists_and_is_no_model_is_not_replaced()
    {
        _work.Write("mine", "text");
        _work.Run("fit", "--data", Stock.Texts, "--out", "mine").Fails(3, "mine exists and is not a PluginAL model", "give another name");
        _work.Run("fit", "--data", Stock.Texts, "--out", ".").Fails(3, ". is a directory");
        Assert.Equal("text", File.ReadAllText(_work["mine"]));
    }

    [Fact]
    public void Fields_named_for_a_pool_are_not_ignored() =>
        _work.Run("fit", "--data", Stock.TextPool, "--text", "text", "--out", "m").Fails(2, "is a pool, whose fields were chosen when it was made; leave out --text text");

    public void Dispose() => _work.Dispose();
}
