using System.Diagnostics;

namespace PluginAL.Cli.Tests;

public sealed class SimulateCrashTests : IDisposable
{
    // What an experiment gives that nothing interrupts.
    private static readonly Lazy<IReadOnlyList<string>> Whole = new(() =>
    {
        using var work = new Workspace();
        work.Run(Command("whole")).Succeeds();
        return new CurveFile(work["whole/curve.csv"]).WithoutTimings;
    });

    private readonly Workspace _work = new();

    [Fact]
    public void Killed_at_random_and_started_again_an_experiment_ends_with_the_same_curve()
    {
        var random = new Random(7);
        var kills = 0;
        for (; kills < 8 && !File.Exists(_work["killed/curve.csv"]); kills++)
        {
            using var process = Pluginal.Start(_work.Folder, Command("killed"));
            if (kills % 3 == 0)
            {
                // At any moment, also while the pools are made.
                Thread.Sleep(random.Next(400));
            }
            else
            {
                WaitForWrite(process, "killed");
                Thread.Sleep(random.Next(40));
            }

            process.Kill();
            process.WaitForExit();
        }

        Assert.True(kills > 3, $"The experiment was over after {kills} kills, which prove nothing.");
        _work.Run(Command("killed")).Succeeds();
        Assert.Equal(Whole.Value, new CurveFile(_work["killed/curve.csv"]).WithoutTimings);
    }

    [Theory]
    [InlineData(Pluginal.Interrupt)]
    [InlineData(Pluginal.Terminate)]
    public void A_signal_stops_an_experiment_at_a_safe_point_with_exit_code_130_and_it_can_go_on(int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (var process = Pluginal.Start(_work.Folder, Command("stopped")))
        {
            Assert.True(WaitForWrite(process, "stopped"), "The experiment was over before it could be stopped.");
            Pluginal.Signal(process, signal);
            var result = Pluginal.Finish(process);
            Assert.Equal((130, ""), (result.ExitCode, result.Output));
            Assert.EndsWith("cancelled.\n", result.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_work["stopped/curve.csv"]));
        _work.Run(Command("stopped")).Succeeds();
        Assert.Equal(Whole.Value, new CurveFile(_work["stopped/curve.csv"]).WithoutTimings);
    }

    public void Dispose() => _work.Dispose();

    /// <summary>Waits until the process has written to its ledger; false where it ended instead.</summary>
    private bool WaitForWrite(Process process, string folder)
    {
        var ledger = new FileInfo(_work[Path.Combine(folder, "ledger.db")]);
        DateTime? opened = ledger.Exists ? ledger.LastWriteTimeUtc : null;
        while (!process.HasExited)
        {
            ledger.Refresh();
            if (ledger.Exists)
            {
                opened ??= ledger.LastWriteTimeUtc;
                if (ledger.LastWriteTimeUtc > opened.Value)
                {
                    return true;
                }
            }

            Thread.Sleep(1);
        }

        return false;
    }

    private static string[] Command(string folder) =>
    [
        "simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--strategy", "random,margin,entropy",
        "--initial", "20", "--batch", "10", "--budget", "250", "--seeds", "2", "--out", folder,
    ];
}
