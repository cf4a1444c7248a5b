namespace PluginAL.Cli.Tests;

public sealed class StreamCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_stream_is_learned_from_and_its_curve_written()
    {
        var result = _work.Run("stream", "--data", Stock.DigitsTrain, "--strategy", "random,margin,density", "--budget", "0.1", "--fit-every", "10", "--out", "s.csv", "--json");
        var json = result.Json();
        var runs = json.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(["random", "split", "density-split"], runs.Select(run => run.GetProperty("budget_manager").GetString()));
        Assert.All(runs, run =>
        {
            Assert.Equal(Stock.TrainRows, run.GetProperty("rows").GetInt32());
            Assert.InRange(run.GetProperty("labels").GetInt32(), 25, 25 + (0.14 * Stock.TrainRows));
            Assert.InRange(run.GetProperty("accuracy").GetDouble(), 0.3, 1);
        });
        var lines = File.ReadAllLines(_work["s.csv"]);
        Assert.Equal("strategy,budget_manager,seed,rows,labels,accuracy,recent_accuracy", lines[0]);
        Assert.StartsWith($"density,density-split,0,{Stock.TrainRows},", lines[^1], StringComparison.Ordinal);

        // The same again, bit for bit; and no pool is left behind.
        _work.Run("stream", "--data", Stock.DigitsTrain, "--strategy", "random,margin,density", "--budget", "0.1", "--fit-every", "10", "--out", "s.csv").Succeeds();
        Assert.Equal(lines, File.ReadAllLines(_work["s.csv"]));
        Assert.Empty(Directory.EnumerateDirectories(_work["."], "*.tmp"));
    }

    [Theory]
    [InlineData("k-center", "in a stream there is one row at a time")]
    [InlineData("nonsense", "No strategy is called 'nonsense'")]
    public void What_scores_no_single_rows_is_refused(string strategy, string expected) =>
        _work.Run("stream", "--data", Stock.DigitsTrain, "--strategy", strategy, "--out", "s.csv").Fails(2, expected);

    [Fact]
    public void What_is_wrong_is_said_before_anything_is_written()
    {
        _work.Run("stream", "--data", Stock.DigitsTrain, "--strategy", "margin", "--budget", "2", "--out", "s.csv").Fails(2, "give a budget from 0 to 1");
        _work.Run("stream", "--data", Stock.DigitsTrain, "--strategy", "margin", "--budget-manager", "margin", "--out", "s.csv").Fails(2, "'margin' is the name of a strategy");
        _work.Run("stream", "--data", "nothing.csv", "--strategy", "margin", "--out", "s.csv").Fails(3, "nothing.csv does not exist");
        _work.Write("notes.txt", "mine\n");
        _work.Run("stream", "--data", Stock.DigitsTrain, "--strategy", "margin", "--out", "notes.txt").Fails(3, "so it is not overwritten");
        Assert.False(File.Exists(_work["s.csv"]));
    }
}
