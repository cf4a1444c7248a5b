using System.Diagnostics;
using System.Globalization;

namespace PluginAL.Cli.Tests;

public sealed class IsolationTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_crash_of_an_isolated_plugin_is_named_and_the_experiment_goes_on_at_random()
    {
        Data();
        var result = Pluginal.Run(_work.Folder, null, Trusting, Arguments("crash", "exit", "--on-plugin-failure", "random"));
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("strategy 'ends-process' 0.1.0 (Hostile.dll) failed in Select: its process ended with exit code 77", result.Error, StringComparison.Ordinal);
        Assert.Contains("replaced_by_random", File.ReadAllText(_work["crash/summary.json"]), StringComparison.Ordinal);

        var stopped = Pluginal.Run(_work.Folder, null, Trusting, Arguments("stop", "fail-fast"));
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("SIGABRT", stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_plugin_outlives_a_tool_that_is_killed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Data();
        using var process = Pluginal.Start(_work.Folder, Trusting, Arguments("killed", "hangs"));
        var child = 0;
        var clock = Stopwatch.StartNew();
        while (child == 0 && clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            Thread.Sleep(20);
            child = Children(process.Id).FirstOrDefault();
        }

        Assert.NotEqual(0, child);
        process.Kill();
        process.WaitForExit();
        clock.Restart();
        while (IsAlive(child) && clock.Elapsed < TimeSpan.FromSeconds(30))
        {
            Thread.Sleep(20);
        }

        Assert.False(IsAlive(child), $"process {child} lives on");
    }

    [Theory]
    [InlineData("--isolate", "margin,,x", "names of plugins with one comma between them")]
    [InlineData("--isolate", "margine", "no plugin is called so")]
    [InlineData("--plugin-memory", "3", "give at least 64 MiB")]
    public void A_wrong_option_is_a_wrong_command_line(string option, string value, string message)
    {
        Data();
        var result = _work.Run("simulate", "--data", "train.csv", "--test", "test.csv", "--strategy", "margin", "--out", "x", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static (string, string)[] Trusting => [("PLUGINAL_TRUST", "off")];

    private static string[] Arguments(string output, string how, params string[] others) =>
    [
        "simulate", "--data", "train.csv", "--test", "test.csv", "--initial", "10", "--batch", "10", "--budget", "30", "--seeds", "1", "--out", output, "--isolate", "all",
        "--strategy", Path.Combine(AppContext.BaseDirectory, "test-plugins", "Hostile", "Hostile.dll") + "#ends-process:how=" + how, .. others,
    ];

    private void Data()
    {
        foreach (var (name, offset) in (ReadOnlySpan<(string, int)>)[("train.csv", 0), ("test.csv", 1000)])
        {
            File.WriteAllLines(_work[name], Enumerable.Range(offset, 60).Select(i => string.Create(
                CultureInfo.InvariantCulture, $"{i % 3},{i % 7},{(i % 2 == 0 ? "a" : "b")}")).Prepend("x,y,label"));
        }
    }

    /// <summary>Processes of plugins whose parent a process is.</summary>
    private static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Parent(id) == parent && CommandLine(id).Contains("PluginAL.Hosting.dll", StringComparison.Ordinal))
            {
                yield return id;
            }
        }
    }

    private static bool IsAlive(int id) => CommandLine(id).Contains("PluginAL.Hosting.dll", StringComparison.Ordinal);

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int Parent(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
