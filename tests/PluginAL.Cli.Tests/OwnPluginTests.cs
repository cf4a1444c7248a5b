namespace PluginAL.Cli.Tests;

/// <summary>From nothing to a plugin of one's own that runs, as the README says.</summary>
public sealed class OwnPluginTests : IDisposable
{
    private static readonly string[] Small = ["--initial", "20", "--batch", "20", "--budget", "60", "--seeds", "1"];
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Three_commands_lead_from_a_template_to_a_curve_beside_margins()
    {
        var made = _work.Run("plugins", "new", "strategy", "Mine", "--json").Json();
        Assert.Equal(("mine", Path.Combine("Mine", "Mine.cs")), (made.GetProperty("name").GetString(), made.GetProperty("source").GetString()));
        string[] simulate = ["simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--strategy", "margin,./Mine/Mine.cs:margin=0.2", "--out", "results", .. Small];
        _work.Run(simulate).Fails(3, "you have not trusted it", "'pluginal plugins trust ");
        _work.Run("plugins", "trust", "Mine/Mine.cs").Succeeds();
        _work.Run(simulate).Succeeds();
        var curve = new CurveFile(_work["results/curve.csv"]);
        Assert.Equal(["margin", "mine"], curve.Strategies);
        Assert.Equal(3, curve.Points.Count(point => point.Strategy == "mine"));
        Assert.Equal("trusted in " + _work["trust.json"], _work.Run("plugins", "show", "Mine/Mine.cs", "--json").Json().GetProperty("plugins")[0].GetProperty("trust").GetString());
    }

    [Fact]
    public void A_learner_and_an_oracle_of_ones_own_run_together()
    {
        _work.Run("plugins", "new", "learner", "MyMeans", "--single-file").Succeeds();
        _work.Run("plugins", "new", "oracle", "Noisy", "--single-file", "--out", "oracles").Succeeds();
        Assert.Equal(["MyMeans.cs"], Directory.GetFiles(_work.Folder, "*.cs*").Select(Path.GetFileName));
        _work.Run("plugins", "trust", "MyMeans.cs").Succeeds();
        _work.Run("plugins", "trust", "oracles/Noisy.cs").Succeeds();
        _work.Run(["simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--learner", "MyMeans.cs:temperature=50", "--oracle", "oracles/Noisy.cs", "--strategy", "random", "--out", "results", .. Small]).Succeeds();
    }

    [Fact]
    public void The_project_has_all_that_the_template_has_and_builds_against_this_tool()
    {
        _work.Run("plugins", "new", "strategy", "MyKNN", "--out", "here").Succeeds();
        Assert.Equal(
            ["Directory.Build.props", "MyKNN.cs", "MyKNN.csproj", "README.md", Path.Combine("test", "ConformanceTests.cs"), Path.Combine("test", "MyKNN.Tests.csproj")],
            Directory.GetFiles(_work["here"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_work["here"], file)).Order(StringComparer.Ordinal));
        Assert.Contains("[Strategy(\"my-knn\"", File.ReadAllText(_work["here/MyKNN.cs"]), StringComparison.Ordinal);
        Assert.Contains($"<PluginALFolder>{Path.TrimEndingDirectorySeparator(Pluginal.Folder)}<", File.ReadAllText(_work["here/Directory.Build.props"]), StringComparison.Ordinal);
        Assert.DoesNotContain("MyPlugin", string.Concat(Directory.GetFiles(_work["here"], "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
        _work.Run("plugins", "new", "strategy", "MyKNN", "--out", "here").Fails(3, "is there already");
        _work.Run("plugins", "new", "teacher", "Mine").Fails(2, "'teacher'", "strategy, learner or oracle");
        _work.Run("plugins", "new", "strategy", "my plugin").Fails(2, "'my plugin' is not a name");
    }

    [Fact]
    public void Testing_prints_a_table_and_says_what_is_broken()
    {
        _work.Run("plugins", "new", "strategy", "Mine", "--single-file").Succeeds();
        var passed = _work.Run("plugins", "test", "Mine.cs").Succeeds();
        Assert.Contains("strategy 'mine' cancellation        passed", passed.Output, StringComparison.Ordinal);

        _work.Write("Bad.cs", File.ReadAllText(_work["Mine.cs"]).Replace("scores[i] = ", "scores[i] = i + ", StringComparison.Ordinal));
        var failed = _work.Run("plugins", "test", "Bad.cs");
        Assert.Equal(3, failed.ExitCode);
        Assert.Contains("breaks 2 rules of its contract: row-alone, ties", failed.Error, StringComparison.Ordinal);
        var row = Assert.Single(failed.Output.Split('\n'), line => line.Contains("row-alone", StringComparison.Ordinal));
        Assert.Contains("failed", row, StringComparison.Ordinal);
        Assert.Contains("in a block of", row, StringComparison.Ordinal);

        _work.Run("plugins", "test", "truth", "--json").Json().GetProperty("passed").GetBoolean();
        _work.Run("plugins", "test", "no-such").Fails(2, "'no-such'");
        _work.Run("plugins", "test", "Mine.cs#other").Fails(2, "'other'");
    }

    [Fact]
    public void What_does_not_compile_is_listed_with_line_and_column()
    {
        _work.Write("Bad.cs", "using PluginAL.Abstractions;\n\npublic class C : Nothing;\n\npublic class D : Less;\n");
        var result = _work.Run("plugins", "test", "Bad.cs");
        Assert.Equal(3, result.ExitCode);
        var lines = result.Error.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("error: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("2 errors", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{_work["Bad.cs"]}(3,18): CS0246: ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{_work["Bad.cs"]}(5,18): CS0246: ", lines[2], StringComparison.Ordinal);
    }
}
