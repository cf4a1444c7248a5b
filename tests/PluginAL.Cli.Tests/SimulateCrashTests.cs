using System.Diagnostics;

namespace PluginAL.Cli.Tests;

public sealed class SimulateCrashTests : IDisposable
{
    private readonly Workspace _work = new();

    [Fact]
    public void Killed_at_random_and_started_again_an_experiment_ends_with_the_same_curve()
    {
        const int kills = 8;
        var before = Stopwatch.GetTimestamp();
        _work.Run(Command("whole")).Succeeds();
        var time = Stopwatch.GetElapsedTime(before);
        var random = new Random(7);
        var (killed, progressed) = (0, 0);
        var size = 0L;
        for (var i = 0; i < kills; i++)
        {
            using var process = Pluginal.Start(_work.Folder, Command("killed"));
            Thread.Sleep(time * (0.15 + (0.5 * random.NextDouble())));
            process.Kill();
            process.WaitForExit();
            killed += process.ExitCode == 0 ? 0 : 1;
            var ledger = new FileInfo(_work["killed/ledger.db"]);
            progressed += ledger.Exists && ledger.Length > size ? 1 : 0;
            size = ledger.Exists ? ledger.Length : 0;
            if (File.Exists(_work["killed/curve.csv"]))
            {
                break;
            }
        }

        Assert.True(killed > 1 && progressed > 0, $"{killed} kills, {progressed} with progress: they prove nothing.");
        _work.Run(Command("killed")).Succeeds();
        Assert.Equal(new CurveFile(_work["whole/curve.csv"]).WithoutTimings, new CurveFile(_work["killed/curve.csv"]).WithoutTimings);
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
            // The ledger grows with the first round.
            var ledger = new FileInfo(_work["stopped/ledger.db"]);
            for (var before = 0L; before == 0 || ledger.Length == before; ledger.Refresh())
            {
                Assert.False(process.HasExited, "The experiment was over before it could be stopped.");
                before = before == 0 && ledger.Exists ? ledger.Length : before;
                Thread.Sleep(2);
            }

            Pluginal.Signal(process, signal);
            var result = Pluginal.Finish(process);
            Assert.Equal((130, ""), (result.ExitCode, result.Output));
            Assert.EndsWith("cancelled.\n", result.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_work["stopped/curve.csv"]));
        _work.Run(Command("stopped")).Succeeds();
        _work.Run(Command("whole")).Succeeds();
        Assert.Equal(new CurveFile(_work["whole/curve.csv"]).WithoutTimings, new CurveFile(_work["stopped/curve.csv"]).WithoutTimings);
    }

    public void Dispose() => _work.Dispose();

    private static string[] Command(string folder) =>
    [
        "simulate", "--data", Stock.DigitsTrain, "--test", Stock.DigitsTest, "--strategy", "random,margin,entropy",
        "--initial", "20", "--batch", "10", "--budget", "250", "--seeds", "3", "--out", folder,
    ];
}
