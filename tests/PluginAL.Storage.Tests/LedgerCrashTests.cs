using System.Diagnostics;
using System.Globalization;

namespace PluginAL.Storage.Tests;

public sealed class LedgerCrashTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("events")]
    [InlineData("checkpoints")]
    [InlineData("committed")]
    public void A_writer_that_dies_inside_a_commit_leaves_whole_rounds(string point)
    {
        // A checkpoint larger than the page cache spills into the file before the commit.
        const int bytes = 20_000_000;
        var path = _folder.File("crash.ledger");
        var saved = Run(path, bytes, point, null);
        Assert.Equal([0, 1, 2], saved);
        Assert.Equal(point == "committed" ? 3 : 2, WholeRounds(path, bytes));
    }

    [Fact]
    public void Killing_a_writer_at_any_time_loses_nothing_it_said_was_saved()
    {
        const int bytes = 2_000_000;
        var path = _folder.File("crash.ledger");
        var random = new Random(20260721);
        var last = -1;
        for (var i = 0; i < 12; i++)
        {
            var saved = Run(path, bytes, null, TimeSpan.FromMilliseconds(random.Next(40)));
            if (saved.Count > 0) last = saved[^1];
            // One more than was said: the kill may fall between the commit and the saying.
            Assert.InRange(WholeRounds(path, bytes), last, last + 1);
        }

        Assert.True(last >= 3, $"The writer got no further than round {last}: the kills came too early to prove anything.");
    }

    [Fact]
    public void A_reader_recovers_what_a_dead_writer_left_unfinished()
    {
        var path = _folder.File("crash.ledger");
        Run(path, 20_000_000, "checkpoints", null);
        Assert.True(new FileInfo(path + "-journal").Length > 0, "The writer left no journal: nothing to recover.");
        using var reader = Ledger.OpenReadOnly(path);
        reader.Verify();
        Assert.Equal(2, Assert.Single(reader.Sessions()).LastRound);
    }

    public void Dispose() => _folder.Dispose();

    private static int WholeRounds(string path, int bytes)
    {
        using var ledger = Ledger.Open(path);
        ledger.Verify();
        var entries = ledger.Sessions().Count == 0 ? [] : ledger.Read("s").ToList();
        Assert.Equal(0, entries.Count % 26);
        var last = (entries.Count / 26) - 1;
        Assert.Equal(
            Enumerable.Range(0, last + 1).SelectMany(r => Enumerable.Range(0, 25).Select(i => $"{r}/{i}")),
            entries.Select(e => e.Event).OfType<LabelGiven>().Select(e => e.TicketId));
        var checkpoint = ledger.LoadCheckpoint("s", "model");
        Assert.Equal(last < 0 ? null : last, checkpoint?.Round);
        if (checkpoint is not null)
        {
            Assert.Equal(bytes, checkpoint.Bytes.Length);
            Assert.False(checkpoint.Bytes.Span.ContainsAnyExcept((byte)last));
        }

        return last;
    }

    private static List<int> Run(string path, int bytes, string? point, TimeSpan? life)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PluginAL.Storage.CrashWriter.dll"));
        start.ArgumentList.Add(path);
        start.ArgumentList.Add(bytes.ToString(CultureInfo.InvariantCulture));
        if (point is not null) start.ArgumentList.Add(point);
        using var process = Process.Start(start)!;
        var saved = new List<int>();
        using var began = new ManualResetEventSlim();
        var reading = Task.Run(() =>
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                saved.Add(int.Parse(line, CultureInfo.InvariantCulture));
                began.Set();
            }
        });
        if (life is not null)
        {
            // Its life counts from the first commit on: how long a process takes to start says nothing about the ledger.
            Assert.True(began.Wait(TimeSpan.FromSeconds(60)), "The writer did not begin.");
            Thread.Sleep(life.Value);
            process.Kill();
        }

        Assert.True(process.WaitForExit(60_000), "The writer did not die.");
        reading.Wait(10_000);
        return saved;
    }
}
