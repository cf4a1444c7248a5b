using System.Diagnostics;

namespace PluginAL.Cli.Tests;

public sealed class PoolCrashTests : IDisposable
{
    private const int Rows = 15_000;
    private const int Kills = 8;
    private readonly Workspace _work = new();
    private readonly Random _random = new(20260721);

    [Fact]
    public void Killing_create_leaves_a_whole_pool_or_none_and_create_can_be_run_again()
    {
        _work.Write("t.jsonl", Stock.TextLines(8, Rows));
        var time = Measure("pool", "create", "t.jsonl", "--out", "measured.pool");
        var interrupted = 0;
        for (var i = 0; i < Kills; i++)
        {
            time *= KillAfter(time, "pool", "create", "t.jsonl", "--out", "p");
            var check = _work.Run("pool", "verify", "p", "--json");
            if (check.ExitCode == 0)
            {
                Assert.Equal(Rows, check.Json().GetProperty("rows").GetInt32());
                Directory.Delete(_work["p"], recursive: true);
            }
            else
            {
                // What is left is replaced by the next create.
                check.Fails(3, "p", "pool create");
                interrupted++;
            }
        }

        Assert.True(interrupted > 0, "Every create was whole: the kills came too late to prove anything.");
        _work.Run("pool", "create", "t.jsonl", "--out", "p").Succeeds();
        Assert.Equal(ContentHash("measured.pool"), ContentHash("p"));
    }

    [Fact]
    public void Killing_append_leaves_the_old_rows_or_all_of_the_new()
    {
        _work.Write("t.jsonl", Stock.TextLines(8, 2000));
        _work.Write("more.jsonl", Stock.TextLines(9, Rows, first: 1_000_000));
        _work.Run("pool", "create", "t.jsonl", "--out", "p").Succeeds();
        _work.Copy(_work["p"], "measured.pool");
        var time = Measure("pool", "append", "measured.pool", "more.jsonl");
        var (rows, interrupted) = (2000, 0);
        for (var i = 0; i < Kills; i++)
        {
            time *= KillAfter(time, "pool", "append", "p", "more.jsonl");
            var found = _work.Run("pool", "verify", "p", "--json").Json().GetProperty("rows").GetInt32();
            Assert.Contains(found, new[] { rows, rows + Rows });
            interrupted += found == rows ? 1 : 0;
            rows = found;
        }

        Assert.True(interrupted > 0, "Every append was whole: the kills came too late to prove anything.");
        _work.Run("pool", "append", "p", "more.jsonl").Succeeds();
        Assert.Equal(rows + Rows, _work.Run("pool", "verify", "p", "--json").Json().GetProperty("rows").GetInt32());
    }

    public void Dispose() => _work.Dispose();

    private TimeSpan Measure(params ReadOnlySpan<string> arguments)
    {
        var before = Stopwatch.GetTimestamp();
        _work.Run(arguments).Succeeds();
        return Stopwatch.GetElapsedTime(before);
    }

    /// <summary>Kills the tool at a random moment of the time it takes; what to multiply that time with, as the machine may be less busy than before.</summary>
    private double KillAfter(TimeSpan time, params ReadOnlySpan<string> arguments)
    {
        using var process = Pluginal.Start(_work.Folder, arguments);
        if (process.WaitForExit(time * (0.2 + (0.8 * _random.NextDouble()))))
        {
            return 0.7;
        }

        process.Kill();
        process.WaitForExit();
        return 1;
    }

    private string? ContentHash(string pool) => _work.Run("pool", "info", pool, "--json").Json().GetProperty("content_hash").GetString();
}
