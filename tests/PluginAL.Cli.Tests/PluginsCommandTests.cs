using System.Security.Cryptography;

namespace PluginAL.Cli.Tests;

public sealed class PluginsCommandTests : IDisposable
{
    private readonly Workspace _work = new();
    private readonly string _sample;

    public PluginsCommandTests() => _sample = _work.Copy(Path.Combine(AppContext.BaseDirectory, "samples", "TemperedMargin"), "plugin") + "/TemperedMargin.dll";

    private string[] Score => ["score", "--probabilities", "p.npy", "--strategy", _sample, "--top", "2", "--out", "best.csv"];

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Built_in_plugins_are_trusted_also_strictly_by_the_list_that_the_build_made()
    {
        var list = Pluginal.Run(_work.Folder, null, [("PLUGINAL_TRUST", "strict")], "plugins", "list", "--json").Json();
        Assert.All(list.GetProperty("plugins").EnumerateArray(), plugin =>
        {
            Assert.True(plugin.GetProperty("trusted").GetBoolean());
            Assert.Equal("built in", plugin.GetProperty("trust").GetString());
        });
    }

    [Fact]
    public void A_plugin_runs_once_it_is_trusted_and_not_when_any_of_its_files_changed_since()
    {
        Probabilities();
        _work.Run(Score).Fails(3, "is refused: you have not trusted it", "'pluginal plugins trust ");
        var trust = _work.Run("plugins", "trust", _sample, "--json").Json();
        Assert.Equal(_work["trust.json"], trust.GetProperty("trust_file").GetString());
        _work.Run(Score).Succeeds();

        // Not the assembly itself: a file beside it.
        File.WriteAllText(_work["plugin/data.txt"], "new");
        _work.Run(Score).Fails(3, "its files changed since you trusted it");
        foreach (var (mode, exit) in (ReadOnlySpan<(string, int)>)[("strict", 3), ("prompt", 3), ("off", 0), ("never", 2)])
        {
            Assert.Equal(exit, Pluginal.Run(_work.Folder, null, [("PLUGINAL_TRUST", mode)], Score).ExitCode);
        }
    }

    /// <summary>As services have it; what is trusted would else be read from whatever folder the tool runs in.</summary>
    [Fact]
    public void A_home_that_does_not_exist_is_not_the_current_folder()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var nowhere = _work["nowhere"];
        (string, string)[] environment =
            [("HOME", nowhere), ("XDG_CONFIG_HOME", ""), ("XDG_CACHE_HOME", ""), ("PLUGINAL_TRUST_FILE", ""), ("PLUGINAL_CACHE", "")];
        var told = Pluginal.Run(_work.Folder, null, environment, "doctor").Succeeds().Output;

        Assert.Contains($"trust file {nowhere}/.config/pluginal/trust.json, plugin cache {nowhere}/.cache/pluginal/plugins", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_is_enough_and_is_verified_over_every_file()
    {
        Probabilities();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_work["team.pem"], key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_work["team.pub.pem"], key.ExportSubjectPublicKeyInfoPem());
        _work.Run("plugins", "sign", _sample, "--key", "team.pem").Succeeds();
        _work.Run(Score).Fails(3, "its signature is not that of its files under any of your 0 trusted keys");
        _work.Run("plugins", "trust", "--key", "team.pub.pem").Succeeds();
        _work.Run(Score).Succeeds();
        var shown = _work.Run("plugins", "show", _sample, "--json").Json().GetProperty("plugins")[0];
        Assert.Equal("signed with the trusted key 'team.pub'", shown.GetProperty("trust").GetString());

        using (var file = File.OpenWrite(_work["plugin/TemperedMargin.pdb"]))
        {
            file.WriteByte(0);
        }

        _work.Run(Score).Fails(3, "its signature is not that of its files under any of your 1 trusted keys");
    }

    [Fact]
    public void Show_tells_where_a_plugin_and_its_dependencies_came_from()
    {
        var shown = _work.Run("plugins", "show", "margin", "--json").Json().GetProperty("plugins")[0];
        Assert.Equal("loaded", shown.GetProperty("state").GetString());
        Assert.Equal("object", shown.GetProperty("options").GetProperty("type").GetString());
        Assert.Contains(shown.GetProperty("resolutions").EnumerateArray(), item => item.GetProperty("rule").GetString() == "contract");
        Assert.EndsWith("PluginAL.Strategies.dll", shown.GetProperty("loaded_from").GetString(), StringComparison.Ordinal);

        // What is not trusted is shown, and not run.
        var mine = _work.Run("plugins", "show", _sample, "--json").Json().GetProperty("plugins")[0];
        Assert.Equal("discovered", mine.GetProperty("state").GetString());
        Assert.False(mine.GetProperty("trusted").GetBoolean());
        Assert.Contains("strategy tempered-margin 1.0.0", _work.Run("plugins", "show", _sample).Succeeds().Output, StringComparison.Ordinal);
        _work.Run("plugins", "show", "nothing-such").Fails(2, "There is no plugin 'nothing-such'");
        _work.Run("plugins", "trust", "nothing-such").Fails(2, "'nothing-such' is neither");
        _work.Run("plugins", "trust", "nowhere.dll").Fails(3, "There is no plugin at");
        _work.Run("plugins", "trust").Fails(2, "Give the ASSEMBLY of a plugin");
    }

    [Fact]
    public void Doctor_shows_trust_and_states()
    {
        var report = _work.Run("doctor", "--json").Json();
        Assert.Equal("prompt", report.GetProperty("trust").GetString());
        Assert.True(report.GetProperty("plugin_states").GetProperty("discovered").GetInt32() > 10);
        Assert.Empty(report.GetProperty("not_trusted").EnumerateArray());
        Assert.Contains("trust: strict", Pluginal.Run(_work.Folder, null, [("PLUGINAL_TRUST", "strict")], "doctor").Succeeds().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hostile-scores:how=throws", "strategy 'hostile-scores' 0.1.0 (Hostile.dll) threw InvalidOperationException in Score: nothing to score")]
    [InlineData("hostile-scores:how=too-far", "threw IndexOutOfRangeException in Score")]
    public void A_plugin_that_throws_while_it_scores_is_named(string strategy, string message)
    {
        Probabilities();
        Hostile("score", "--probabilities", "p.npy", "--strategy", Reference(strategy), "--top", "2", "--out", "best.csv").Fails(1, message);
    }

    [Fact]
    public void Scoring_that_does_not_end_is_given_up_at_its_time_limit()
    {
        Probabilities();
        string[] score = ["score", "--probabilities", "p.npy", "--top", "1", "--out", "best.csv", "--strategy", Reference("hostile-scores:how=hangs"), "--plugin-timeout"];
        Hostile([.. score, "1"]).Fails(1, "strategy 'hostile-scores' 0.1.0 (Hostile.dll) is faulted: a call of Score did not end within 1 s and was abandoned");
        Hostile([.. score, "0"]).Fails(2, "--plugin-timeout is 0; give at least 1.");
    }

    [Fact]
    public void A_simulation_goes_on_at_random_where_that_is_asked_for()
    {
        string[] command =
        [
            "simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--initial", "20", "--batch", "20", "--budget", "60", "--seeds", "1",
            "--strategy", Reference("hostile-strategy:how=hangs"), "--plugin-timeout", "1", "--out", "out",
        ];
        var stopped = Hostile(command);
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("error: strategy 'hostile-strategy' 0.1.0 (Hostile.dll) is faulted: a call of Select did not end within 1 s", stopped.Error, StringComparison.Ordinal);
        var json = Hostile([.. command, "--on-plugin-failure", "random", "--json"]).Json();
        Assert.Equal([1, 2], json.GetProperty("replaced_by_random").EnumerateArray().Select(item => item.GetProperty("round").GetInt32()));
        Assert.Equal([20, 40, 60], new CurveFile(_work["out/curve.csv"]).Points.Select(point => point.Labels));
        Assert.Contains("HostileStrategy.cs:line ", Hostile([.. command[..^6], "--strategy", Reference("hostile-strategy:how=throws"), "--out", "other", "--verbose"]).Error, StringComparison.Ordinal);
        Hostile([.. command, "--on-plugin-failure", "hope"]).Fails(2, "--on-plugin-failure is 'hope'");
    }

    /// <summary>No host can contain these in its own process: the process ends, what was written before is whole.</summary>
    [Theory]
    [InlineData("stack-overflow")]
    [InlineData("fail-fast")]
    [InlineData("native-fault")]
    [InlineData("writes-to-map")]
    [InlineData("throws-on-a-thread")]
    [InlineData("exit")]
    public async Task Some_plugins_end_the_process_and_take_no_label_with_them(string how)
    {
        string[] command =
        [
            "simulate", "--data", Stock.FeaturePool, "--test", Stock.FeaturePool, "--initial", "20", "--batch", "20", "--budget", "60", "--seeds", "1", "--out", "out",
        ];
        using (var process = Pluginal.Start(_work.Folder, [("PLUGINAL_TRUST", "off"), ("DOTNET_DbgEnableMiniDump", "0")], [.. command, "--strategy", Reference("ends-process:how=" + how)]))
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.ReadToEndAsync();
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(120)));
            Assert.True(how == "exit" ? process.ExitCode == 77 : process.ExitCode >= 128, $"exit code {process.ExitCode}: {await error}");
        }

        Assert.False(Path.Exists(_work["out/curve.csv"]));
        _work.Run([.. command, "--strategy", "margin"]).Succeeds();
        Assert.Equal([20, 40, 60], new CurveFile(_work["out/curve.csv"]).Points.Select(point => point.Labels));
    }

    private static string Reference(string plugin) => Path.Combine(AppContext.BaseDirectory, "test-plugins", "Hostile", "Hostile.dll") + "#" + plugin;

    private ToolResult Hostile(params ReadOnlySpan<string> arguments) => Pluginal.Run(_work.Folder, null, [("PLUGINAL_TRUST", "off")], arguments);

    private void Probabilities() => Npy.WriteMatrix(_work["p.npy"], [0.7f, 0.3f, 0.5f, 0.5f, 0.9f, 0.1f], 2);
}
