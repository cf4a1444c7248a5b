using System.Diagnostics;

namespace PluginAL.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Workspace _work = new();

    [Theory]
    [InlineData("A command is missing; give quickstart, pool", "")]
    [InlineData("Unknown command 'bogus'; give quickstart, pool", "bogus")]
    [InlineData("A command is missing; give create, append, info or verify. See 'pluginal pool --help'.", "pool")]
    [InlineData("Unknown command 'bogus'; give create", "pool bogus")]
    [InlineData("Unknown option '--bogus'. See 'pluginal simulate --help'.", "simulate --bogus 3")]
    [InlineData("--data, --test, --strategy and --out are missing.", "simulate")]
    [InlineData("INPUT is missing.", "pool create --out x")]
    [InlineData("'extra' is one argument too many.", "quickstart extra")]
    [InlineData("--top is 'many'; give a whole number.", "score --strategy margin --out x --top many")]
    [InlineData("--seed is '-1'; give a whole number from 0.", "score --strategy margin --out x --top 1 --seed -1")]
    [InlineData("--plugin-timeout is '0.5'; give a whole number.", "simulate --data x --test y --strategy margin --out z --plugin-timeout 0.5")]
    [InlineData("--explore is 'some'; give a number, such as 0.2.", "simulate --data x --test y --strategy margin --out z --explore some")]
    [InlineData("--out needs a value.", "fit --data x --out")]
    [InlineData("--top is given 2 times; give it once.", "score --strategy margin --out x --top 1 --top 2")]
    [InlineData("--top is 0; give at least 1.", "score --probabilities p.npy --strategy margin --out x --top 0")]
    [InlineData("--threads is 0; give at least 1.", "score --probabilities p.npy --strategy margin --out x --top 1 --threads 0")]
    [InlineData("Give one of --probabilities P.npy, --members M.npy, --features F.npy --model MODEL, or --pool POOL --model MODEL.", "score --strategy margin --out x --top 1")]
    public void A_wrong_command_line_is_one_helpful_line_and_exit_code_2(string expected, string commandLine) =>
        _work.Run(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Fails(2, expected);

    [Fact]
    public void An_empty_path_is_a_wrong_command_line()
    {
        _work.Run("fit", "--data", "x", "--out", "").Fails(2, "--out is empty; give a value.");
        _work.Run("pool", "info", "").Fails(2, "POOL is empty; give a value.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("quickstart")]
    [InlineData("pool")]
    [InlineData("pool create")]
    [InlineData("pool append")]
    [InlineData("pool info")]
    [InlineData("pool verify")]
    [InlineData("fit")]
    [InlineData("simulate")]
    [InlineData("score")]
    [InlineData("plugins")]
    [InlineData("plugins list")]
    [InlineData("plugins show")]
    [InlineData("plugins trust")]
    [InlineData("plugins sign")]
    [InlineData("doctor")]
    public void The_help_of_each_command_shows_an_example_of_it(string command)
    {
        var result = _work.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Succeeds();
        Assert.Contains($"Example:\n  pluginal {command}", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void The_version_is_printed_alone() => Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+\n$", _work.Run("--version").Succeeds().Output);

    [Fact]
    public void A_stack_trace_is_shown_only_when_asked_for()
    {
        _work.Run("pool", "info", "nowhere").Fails(3, "There is no pool at nowhere");
        var verbose = _work.Run("pool", "info", "nowhere", "--verbose");
        Assert.Equal(3, verbose.ExitCode);
        Assert.StartsWith("error: There is no pool at nowhere", verbose.Error, StringComparison.Ordinal);
        Assert.Contains("   at PluginAL.", verbose.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_server_gets_no_colours_either()
    {
        (string, string)[] server = [("GITHUB_ACTIONS", "true"), ("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
        var table = Pluginal.Run(_work.Folder, null, server, "plugins", "list").Succeeds().Output;
        Assert.Matches("\nstrategy +margin ", table);
        Assert.DoesNotContain(" \n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_crash()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _work.Folder };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"dotnet '{Path.Combine(Pluginal.Folder, "pluginal.dll")}' plugins list --json | head -1");
        using var process = Process.Start(start)!;
        var result = Pluginal.Finish(process);
        Assert.Equal((0, "{\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Plugins_are_listed_with_what_they_need_and_give()
    {
        var plugins = _work.Run("plugins", "list", "--json").Json().GetProperty("plugins").EnumerateArray().ToList();
        foreach (var (kind, name) in new[]
        {
            ("strategy", "random"), ("strategy", "margin"), ("strategy", "least-confidence"), ("strategy", "entropy"), ("strategy", "ratio"),
            ("learner", "logistic"), ("learner", "naive-bayes"), ("oracle", "truth"), ("oracle", "console"), ("featuriser", "tf-idf"),
        })
        {
            var plugin = Assert.Single(plugins, item => item.GetProperty("kind").GetString() == kind && item.GetProperty("name").GetString() == name);
            Assert.Equal("discovered", plugin.GetProperty("state").GetString());
        }

        var margin = plugins.Single(item => item.GetProperty("name").GetString() == "margin");
        Assert.Equal("Probabilities", Assert.Single(margin.GetProperty("needs").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("avx512,avx2,vector128,scalar", null)]
    [InlineData("scalar", "scalar")]
    public void Doctor_says_what_the_machine_has_and_which_kernel_runs(string kernels, string? forced)
    {
        var report = Pluginal.Run(_work.Folder, null, forced is null ? [] : [("PLUGINAL_KERNEL", forced)], "doctor", "--json").Json();
        Assert.Contains(report.GetProperty("kernel").GetString(), kernels.Split(','));
        Assert.Empty(report.GetProperty("refused").EnumerateArray());
        Assert.True(report.GetProperty("plugins").GetInt32() >= 10);
        Assert.NotEqual(0, report.GetProperty("processors").GetInt32());
        Assert.Matches("^3\\.", report.GetProperty("sqlite").GetString());
    }

    [Fact]
    public void A_kernel_that_does_not_exist_is_a_usage_error()
    {
        var result = Pluginal.Run(_work.Folder, null, [("PLUGINAL_KERNEL", "avx9000")], "plugins", "list");
        Assert.Equal(2, result.ExitCode);
        Assert.Matches("^error: PLUGINAL_KERNEL is \"avx9000\", which is no kernel path; expected .*scalar, or nothing for the best\\.$", result.Error.Trim());
    }

    public void Dispose() => _work.Dispose();
}
