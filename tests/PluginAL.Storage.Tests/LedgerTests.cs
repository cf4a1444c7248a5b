using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;

namespace PluginAL.Storage.Tests;

public sealed class LedgerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 13, 0, 0, 123, 456, TimeSpan.FromHours(1));

    private readonly TempFolder _folder = new();
    private readonly FixedTime _time = new(Noon);

    private string Ledger1 => _folder.File("one.ledger");

    private static LedgerEvent[] OneOfEach =>
    [
        new SessionStarted("""{"seed": 1}"""),
        new TicketIssued(new Ticket("t1", long.MaxValue, 0, double.NaN, null), "random", null) { Key = "k" },
        new TicketIssued(new Ticket("t2", 0, 1, 0.1 + 0.2, 0.25), "margin", "sha256:0"),
        new TicketLeased("t1", 5, "ann", Noon.AddMinutes(5), 3),
        new LabelGiven("t1", 5, new ClassLabel(2), "ann", 1),
        new TicketSkipped("t2", 6, "bob", 0.5, "unclear \ud83d\ude00"),
        new TicketSkipped("t2", 6, "bob", 0),
        new LabelCorrected("t1", 5, new TextLabel("no"), "ann", 0),
        new RoundCompleted(1, """{"accuracy":0.5}"""),
        new StrategyReplaced(2, "mine", "strategy 'mine' threw \ud83d\ude00"),
        new SessionEnded("""{"reason":"budget"}"""),
    ];

    [Fact]
    public void Events_come_back_in_order_and_as_they_were()
    {
        var events = OneOfEach;
        using (var ledger = Open())
        {
            var entries = ledger.Append("s", events);
            Assert.Equal(events, entries.Select(e => e.Event));
            Assert.Equal(Enumerable.Range(1, events.Length).Select(i => (long)i), entries.Select(e => e.Sequence));
        }

        using var again = Open();
        var read = again.Read("s").ToList();
        Assert.Equal(events, read.Select(e => e.Event));
        Assert.All(read, e => Assert.Equal((Noon, TimeSpan.Zero, "s"), (e.At, e.At.Offset, e.Session)));
        Assert.Equal(read.Skip(4), again.Read("s", after: 4));
        Assert.Empty(again.Read("other"));
        again.Verify();
    }

    [Fact]
    public void Any_label_survives_the_file()
    {
        using var ledger = Open();
        var n = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(Arb.From(Labels.Any), label =>
        {
            var session = $"s{n++}";
            ledger.Append(session, [new LabelGiven("t", 1, label, "a", 1)]);
            return ledger.Read(session).Single().Event.Equals(new LabelGiven("t", 1, label, "a", 1));
        }));
    }

    [Fact]
    public void Pages_of_a_long_session_join_without_a_seam()
    {
        using var ledger = Open();
        for (var i = 0; i < 3; i++)
        {
            ledger.Append("a", Enumerable.Range(0, 700).Select(n => new RoundCompleted(n, "{}")));
            ledger.Append("b", Enumerable.Range(0, 10).Select(n => new RoundCompleted(n, "{}")));
        }

        Assert.Equal(2100, ledger.Read("a").Count());
        Assert.Equal(ledger.Read("a").Skip(1024), ledger.Read("a", ledger.Read("a").ElementAt(1023).Sequence));
        Assert.Equal([("a", 2100L, 699), ("b", 30L, 9)], ledger.Sessions().Select(s => (s.Name, s.Events, s.LastRound!.Value)));
    }

    [Fact]
    public void An_event_sent_twice_is_stored_once_and_answered_alike()
    {
        using var ledger = Open();
        LedgerEvent label = new LabelGiven("t", 1, new ClassLabel(0), "ann", 1) { Key = "click-1" };
        var first = Assert.Single(ledger.Append("s", [label]));
        _time.Now = Noon.AddHours(1);
        var twice = ledger.Append("s", [label, label]);
        Assert.All(twice, e => Assert.Equal(first with { Repeated = true }, e));
        Assert.Equal(first, Assert.Single(ledger.Read("s")));
        Assert.False(Assert.Single(ledger.Append("other", [label])).Repeated);
    }

    [Fact]
    public void A_key_used_for_something_else_stores_nothing_of_the_batch()
    {
        using var ledger = Open();
        ledger.Append("s", [new LabelGiven("t", 1, new ClassLabel(0), "ann", 1) { Key = "k" }]);
        var error = Assert.Throws<PluginALException>(() => ledger.Append(
            "s", [new RoundCompleted(0, "{}"), new LabelGiven("t", 1, new ClassLabel(1), "ann", 1) { Key = "k" }]));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains("'k'", error.Message, StringComparison.Ordinal);
        Assert.Single(ledger.Read("s"));
        ledger.Append("s", [new RoundCompleted(0, "{}")]);
        ledger.Verify();
    }

    [Fact]
    public void A_batch_writes_events_and_checkpoint_together()
    {
        using (var ledger = Open())
        {
            using var batch = ledger.Begin();
            batch.Append("s", new RoundCompleted(4, "{}"));
            byte[] bytes = [1];
            batch.SaveCheckpoint("s", "model", 3, bytes);
            bytes[0] = 9;
            batch.SaveCheckpoint("s", "model", 4, new byte[] { 2, 3 });
            batch.SaveCheckpoint("s", "empty", 4, default);
            Assert.Empty(ledger.Read("s"));
            Assert.Null(ledger.LoadCheckpoint("s", "model"));
            batch.Commit();
            Assert.Throws<ObjectDisposedException>(() => batch.Commit());
            Assert.Throws<ObjectDisposedException>(() => batch.Append("s", new RoundCompleted(5, "{}")));
        }

        using var again = Open();
        Assert.Single(again.Read("s"));
        var checkpoint = again.LoadCheckpoint("s", "model")!;
        Assert.Equal((4, "0203"), (checkpoint.Round, Convert.ToHexString(checkpoint.Bytes.Span)));
        Assert.Equal(0, again.LoadCheckpoint("s", "empty")!.Bytes.Length);
        Assert.Null(again.LoadCheckpoint("t", "model"));
    }

    [Fact]
    public void A_batch_that_is_not_committed_leaves_no_trace()
    {
        using (var ledger = Open())
        {
            ledger.Append("s", [new RoundCompleted(0, "{}")]);
            using (var batch = ledger.Begin())
            {
                batch.Append("s", new RoundCompleted(1, "{}"));
                batch.SaveCheckpoint("s", "model", 1, new byte[100]);
            }

            var open = ledger.Begin();
            open.Append("s", new RoundCompleted(2, "{}"));
        }

        using var again = Open();
        Assert.Single(again.Read("s"));
        Assert.Null(again.LoadCheckpoint("s", "model"));
    }

    [Fact]
    public void A_commit_that_fails_half_way_is_rolled_back_whole()
    {
        using var ledger = Open();
        ledger.Append("s", [new RoundCompleted(0, "{}")]);
        ledger.AtPoint = point =>
        {
            if (point == "checkpoints") throw new InvalidOperationException("pulled the plug");
        };
        using var batch = ledger.Begin();
        batch.Append("s", new RoundCompleted(1, "{}"));
        batch.SaveCheckpoint("s", "model", 1, new byte[100]);
        Assert.Throws<InvalidOperationException>(() => batch.Commit());
        ledger.AtPoint = null;
        Assert.Single(ledger.Read("s"));
        Assert.Null(ledger.LoadCheckpoint("s", "model"));
        ledger.Append("s", [new RoundCompleted(1, "{}")]);
        ledger.Verify();
    }

    [Fact]
    public void A_checkpoint_replaces_the_one_before_it_and_the_file_does_not_grow()
    {
        using var ledger = Open();
        long size = 0;
        for (var round = 0; round < 20; round++)
        {
            using var batch = ledger.Begin();
            batch.SaveCheckpoint("s", "model", round, new byte[1_000_000]);
            batch.Commit();
            Assert.Equal(round, ledger.LoadCheckpoint("s", "model")!.Round);
            if (round == 3) size = new FileInfo(Ledger1).Length;
        }

        Assert.Equal(size, new FileInfo(Ledger1).Length);
    }

    [Fact]
    public void What_cannot_be_stored_is_refused_before_anything_is()
    {
        using var ledger = Open();
        LedgerEvent[] bad =
        [
            new LabelGiven("t", 1, new NumberLabel(double.PositiveInfinity), "a", 1),
            new LabelGiven("t", 1, new ClassLabel(1), "a", double.NaN),
            new LabelGiven("t", 1, new ClassLabel(1), "a\0b", 1),
            new LabelGiven("t", 1, new ClassLabel(1), "\ud800", 1),
            new LabelGiven("", 1, new ClassLabel(1), "a", 1),
            new RoundCompleted(1, "{"),
            new RoundCompleted(1, "{}") { Key = " " },
        ];
        foreach (var item in bad)
            Assert.Equal(ErrorKind.Input, Assert.Throws<PluginALException>(() => ledger.Append("s", [new RoundCompleted(0, "{}"), item])).Kind);
        Assert.Throws<PluginALException>(() => ledger.Append(" ", [new RoundCompleted(0, "{}")]));
        Assert.Empty(ledger.Sessions());
    }

    [Fact]
    public void Threads_share_a_ledger()
    {
        using var ledger = Open();
        Parallel.For(0, 8, worker =>
        {
            for (var i = 0; i < 10; i++)
            {
                ledger.Append($"s{worker}", [new RoundCompleted(i, "{}"), new RoundCompleted(i, "{}")]);
                Assert.Equal(2 * (i + 1), ledger.Read($"s{worker}").Count());
            }
        });
        Assert.Equal(160, ledger.Sessions().Sum(s => s.Events));
        ledger.Verify();
    }

    public void Dispose() => _folder.Dispose();

    private Ledger Open() => Ledger.Open(Ledger1, new LedgerOptions { Time = _time });
}
