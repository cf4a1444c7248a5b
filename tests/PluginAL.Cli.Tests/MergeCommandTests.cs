namespace PluginAL.Cli.Tests;

public sealed class MergeCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    public MergeCommandTests()
    {
        var random = new Random(3);
        var values = new float[9000 * 2];
        for (var i = 0; i < values.Length; i += 2)
        {
            values[i] = random.Next(0, 65) / 64f;
            values[i + 1] = 1 - values[i];
        }

        Npy.WriteMatrix(_work["p.npy"], values, 2);
    }

    [Fact]
    public void Merged_shards_are_the_file_that_one_machine_writes()
    {
        Score("margin", "whole.csv").Succeeds();
        var rows = 0;
        for (var i = 0; i < 3; i++)
        {
            rows += Score("margin", $"{i}.csv", "--shard", $"{i}/3", "--json").Json().GetProperty("scored_rows").GetInt32();
        }

        Assert.Equal(9000, rows);
        var json = Merge("50", "2.csv", "0.csv", "1.csv", "--json").Json();
        Assert.Equal((9000, 3, 50), (json.GetProperty("rows").GetInt32(), json.GetProperty("shards").GetInt32(), json.GetProperty("written").GetInt32()));
        Assert.Equal(File.ReadAllBytes(_work["whole.csv"]), File.ReadAllBytes(_work["merged.csv"]));
    }

    [Fact]
    public void What_cannot_be_merged_is_refused()
    {
        Score("margin", "0.csv", "--shard", "0/2").Succeeds();
        Score("entropy", "1.csv", "--shard", "1/2").Succeeds();
        Score("margin", "whole.csv").Succeeds();
        Merge("50", "0.csv", "1.csv").Fails(3, "1.csv", "strategy", "entropy");
        Merge("50", "0.csv").Fails(3, "missing", "1/2");
        Merge("51", "0.csv", "1.csv").Fails(3, "strategy");
        Merge("50", "0.csv", "whole.csv").Fails(3, "whole.csv.shard.json");
        Score("margin", "1.csv", "--shard", "1/2").Succeeds();
        Merge("51", "0.csv", "1.csv").Fails(3, "--top is 51");
        _work.Run("merge", "0.csv", "1.csv", "--top", "50", "--out", "1.csv").Fails(2, "1.csv");
        Score("margin", "2.csv", "--shard", "2/2").Fails(2, "2/2");
    }

    public void Dispose() => _work.Dispose();

    private ToolResult Score(string strategy, string output, params ReadOnlySpan<string> more) =>
        _work.Run(["score", "--probabilities", "p.npy", "--strategy", strategy, "--top", "50", "--out", output, .. more]);

    private ToolResult Merge(string top, params ReadOnlySpan<string> files) => _work.Run(["merge", .. files, "--top", top, "--out", "merged.csv"]);
}
