using System.Globalization;

namespace PluginAL.Cli.Tests;

/// <summary>Files that say which of their records are to learn from and which to measure on.</summary>
public sealed class SplitTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("all.csv")]
    [InlineData("all.jsonl")]
    public void One_file_for_both_is_split_by_its_field(string file)
    {
        Write(file, row => row % 10 == 9 ? "dev" : row % 3 == 0 ? "test" : "train");
        var result = Simulate(file, file).Succeeds();
        Assert.Contains($"{file}: learned from where 'split' is 'train', measured on where it is 'test' (dev 20, test 60, train 120)\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
        Assert.Equal((120, 60), (Rows("out/train.pool"), Rows("out/test.pool")));

        // The parts as files of their own give the same curve, so the field is nothing that was learned from.
        Write("train.csv", row => row % 10 == 9 || row % 3 == 0 ? null : "", header: "a,b,label");
        Write("test.csv", row => row % 10 != 9 && row % 3 == 0 ? "" : null, header: "a,b,label");
        Simulate("train.csv", "test.csv", "apart").Succeeds();
        Assert.Equal(new CurveFile(_work["apart/curve.csv"]).WithoutTimings, new CurveFile(_work["out/curve.csv"]).WithoutTimings);
    }

    [Fact]
    public void The_same_rows_for_both_are_warned_of()
    {
        _work.Write("same.csv", Stock.NumberLines(100));
        _work.Write("copy.csv", Stock.NumberLines(100));
        foreach (var test in (string[])["same.csv", "copy.csv"])
        {
            var result = Simulate("same.csv", test, test + ".out").Succeeds();
            Assert.Contains("warning: --data and --test hold the same rows, so the model is measured on rows that it learned from", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parts_that_are_not_told_apart_are_warned_of()
    {
        Write("all.csv", row => row % 3 == 0 ? "test" : "train");
        _work.Write("other.csv", Stock.NumberLines(50, (_, line) => line + ",test").Replace("label\n", "label,split\n", StringComparison.Ordinal));
        var result = Simulate("all.csv", "other.csv").Succeeds();
        Assert.Contains("warning: all.csv has a field 'split' (test 67, train 133), and all of its rows are taken for --data; give all.csv for both", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("other.csv has a field", result.Error, StringComparison.Ordinal);
        var taken = _work.Run("fit", "--data", "all.csv", "--out", "all.model").Succeeds().Error;
        Assert.Contains("numeric: a, b", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("category", taken, StringComparison.Ordinal);
        Assert.Contains("all.csv has a field 'split' (test 67, train 133), and all of its rows are learned from", _work.Run("fit", "--data", "all.csv", "--label", "label", "--numeric", "a,b", "--out", "m").Succeeds().Error, StringComparison.Ordinal);

        // A field that is named for something is what it was named for.
        result = _work.Run("simulate", "--data", "all.csv", "--test", "all.csv", "--label", "split", "--numeric", "a,b", "--strategy", "random", "--budget", "25", "--seeds", "1", "--out", "named").Succeeds();
        Assert.Contains("hold the same rows", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_is_missing_is_told_with_its_own_row()
    {
        _work.Write("labels.csv", "file,label,split\n" + string.Concat(Enumerable.Range(1, 6).Select(row => $"no{row}.png,c{row % 2},{(row < 4 ? "test" : "train")}\n")));
        _work.Run("simulate", "--data", "labels.csv", "--test", "labels.csv", "--image", "file", "--strategy", "random", "--out", "out").Fails(3, "labels.csv, line 5 (row 4)", "no4.png");
    }

    private ToolResult Simulate(string data, string test, string output = "out") => _work.Run(
    [
        "simulate", "--data", data, "--test", test, .. data.EndsWith("jsonl", StringComparison.Ordinal) ? (string[])["--numeric", "a,b"] : [],
        "--strategy", "margin", "--initial", "10", "--batch", "10", "--budget", "30", "--seeds", "2", "--out", output,
    ]);

    private long Rows(string pool) => _work.Run("pool", "info", pool, "--json").Json().GetProperty("rows").GetInt64();

    /// <summary>The same 200 rows, each with its part; null leaves a row out, empty the field.</summary>
    private void Write(string name, Func<int, string?> part, string header = "a,b,label,split")
    {
        var random = new Random(5);
        var lines = new List<string>();
        for (var row = 0; row < 200; row++)
        {
            var (a, b) = (random.NextDouble().ToString("F4", CultureInfo.InvariantCulture), random.NextDouble().ToString("F4", CultureInfo.InvariantCulture));
            var label = string.CompareOrdinal(a, b) > 0 ? "left" : "right";
            if (part(row) is { } of)
            {
                lines.Add(name.EndsWith("csv", StringComparison.Ordinal) ? $"{a},{b},{label}{(of.Length > 0 ? "," + of : "")}" : $$"""{"split": "{{of}}", "a": {{a}}, "b": {{b}}, "label": "{{label}}"}""");
            }
        }

        _work.Write(name, (name.EndsWith("csv", StringComparison.Ordinal) ? header + "\n" : "") + string.Join('\n', lines) + "\n");
    }
}
