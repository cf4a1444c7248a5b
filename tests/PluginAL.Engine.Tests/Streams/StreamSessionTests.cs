using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Streams;
using PluginAL.Hosting;

namespace PluginAL.Engine.Tests.Streams;

public sealed class StreamSessionTests : IDisposable
{
    private readonly Plugins _plugins = new();
    private readonly Clusters _data = new(rows: 1500);

    public void Dispose() => _plugins.Dispose();

    private StreamSession Open(string strategy = "least-confidence", string? manager = null, StreamOptions? options = null, FeatureMatrix? shape = null)
    {
        var scorer = StreamScorer.Create(_plugins.Host, PluginReference.Parse(strategy));
        return new StreamSession(
            _plugins.Learner("logistic"), scorer, _plugins.Host.Create<IBudgetManager>(PluginKind.BudgetManager, PluginReference.Parse(manager ?? scorer.UsualManager)),
            shape ?? _data.Features, 3, options ?? new StreamOptions { Budget = 0.1, Initial = 10 }, _plugins);
    }

    private StreamResult Run(StreamSession session, int every = 500) => StreamRun.Run(session, _data.Features, row => _data.TrueClasses[(int)row], every);

    [Theory]
    [InlineData("random", null)]
    [InlineData("margin", null)]
    [InlineData("least-confidence", "fixed-uncertainty")]
    [InlineData("least-confidence", "periodic")]
    [InlineData("entropy", null)]
    [InlineData("normalised-entropy", "random-variable-uncertainty")]
    [InlineData("density", null)]
    [InlineData("cognitive", "random")]
    [InlineData("cognitive", "fixed-uncertainty")]
    [InlineData("cognitive", "variable-uncertainty")]
    [InlineData("cognitive", "random-variable-uncertainty")]
    [InlineData("probabilistic", null)]
    public void A_stream_is_learned_within_its_budget(string strategy, string? manager)
    {
        var session = Open(strategy, manager, new StreamOptions { Budget = 0.1, Initial = 10, FitEvery = 5 });
        var result = Run(session);
        Assert.Equal((1500, 1500), (session.RowCount, result.Rows));
        Assert.Equal(result.Labels, session.AskedCount);
        Assert.Equal(result.Labels, session.LabelCount);
        Assert.InRange(result.Labels, 10, 10 + 190);
        Assert.True(result.Accuracy > 0.85, $"{result.Accuracy}");
        Assert.Equal([500L, 1000, 1500], result.Curve.Select(point => point.Rows));
        Assert.Equal(result.Accuracy, result.Curve[^1].Accuracy);
    }

    [Fact]
    public void A_committee_is_supplied_where_a_strategy_needs_one()
    {
        var result = Run(Open("vote-entropy", null, new StreamOptions { Budget = 0.05, Initial = 10, FitEvery = 10, Committee = 3 }));
        Assert.True(result.Accuracy > 0.85, $"{result.Accuracy}");
    }

    [Fact]
    public void Uncertain_rows_teach_more_than_random_ones()
    {
        // The mean over seeds of streams, one label in twenty.
        double Mean(string strategy) => Enumerable.Range(1, 5).Average(seed =>
        {
            var data = new Clusters(rows: 1000, seed: (ulong)seed);
            return StreamRun.Run(
                Open(strategy, null, new StreamOptions { Budget = 0.05, Initial = 6, Seed = (ulong)seed }), data.Features, row => data.TrueClasses[(int)row]).Accuracy;
        });
        var (random, margin) = (Mean("random"), Mean("margin"));
        Assert.True(margin > random, $"margin {margin}, random {random}");
    }

    [Theory]
    [InlineData("margin", "split")]
    [InlineData("density", null)]
    [InlineData("cognitive", null)]
    [InlineData("probabilistic", null)]
    public void A_session_that_was_taken_up_again_decides_as_if_it_had_never_stopped(string strategy, string? manager)
    {
        var options = new StreamOptions { Budget = 0.2, Initial = 10, FitEvery = 3, Seed = 5 };
        var whole = Decisions(Open(strategy, manager, options), 0, 400);
        var before = Open(strategy, manager, options);
        var head = Decisions(before, 0, 150);
        using var saved = new MemoryStream();
        before.Save(saved);
        saved.Position = 0;
        var after = Open(strategy, manager, options);
        after.Restore(saved);
        Assert.Equal(before.OpenRows, after.OpenRows);
        Assert.Equal(whole, head.Concat(Decisions(after, 150, 400)));

        // Labels come five rows late.
        List<(long, bool, double, int?)> Decisions(StreamSession session, int first, int end)
        {
            var made = new List<(long, bool, double, int?)>();
            for (var row = first; row < end; row++)
            {
                var one = session.Offer(_data.Features.Block(row, 1))[0];
                made.Add((one.Row, one.Ask, one.Utility, one.Predicted));
                foreach (var open in session.OpenRows.Where(open => open <= row - 5).ToList())
                {
                    session.Tell(open, _data.TrueClasses[(int)open]);
                }
            }

            return made;
        }
    }

    [Fact]
    public void Sparse_rows_serve_as_well()
    {
        var sparse = new SparseFeatures(4);
        for (var row = 0L; row < 600; row++)
        {
            sparse.Append([0, 1, 2, 3], _data.Features.Block(row, 1).Values);
        }

        var session = Open("density", null, new StreamOptions { Budget = 0.1, Initial = 10, FitEvery = 5 }, sparse);
        Assert.True(StreamRun.Run(session, sparse, row => _data.TrueClasses[(int)row]).Accuracy > 0.85);
        using var saved = new MemoryStream();
        session.Save(saved);
        saved.Position = 0;
        var again = Open("density", null, new StreamOptions { Budget = 0.1, Initial = 10, FitEvery = 5 }, sparse);
        again.Restore(saved);
        Assert.Equal(session.Offer(sparse.Block(3, 5)), again.Offer(sparse.Block(3, 5)));
    }

    [Fact]
    public void A_window_forgets_what_a_changed_stream_has_made_wrong()
    {
        // From row 750 on, class 0 is called 1 and 1 is called 0.
        int Truth(long row) => row < 750 ? _data.TrueClasses[(int)row] : _data.TrueClasses[(int)row] switch { 0 => 1, 1 => 0, var other => other };
        double Last(int window) => StreamRun.Run(
            Open("margin", "split", new StreamOptions { Budget = 0.2, Initial = 10, Window = window }), _data.Features, Truth, 250).Curve[^1].RecentAccuracy;
        Assert.True(Last(40) > Last(0) + 0.1, $"{Last(40)}, {Last(0)}");
    }

    [Fact]
    public void What_cannot_be_is_refused_in_one_line()
    {
        Assert.Contains("in a stream there is one row at a time", Refused(() => Open("k-center")));
        Assert.Contains("no", Refused(() => Open("nonsense")));
        Assert.Contains("give a budget from 0 to 1", Refused(() => Open(options: new StreamOptions { Budget = 1.5 })));
        Assert.Contains("Row 3 of the stream waits for no label", Refused(() => Open().Tell(3, 0)));
        Assert.Contains("class 7", Refused(() => Open().Tell(3, 7)));
        var session = Open();
        Assert.Contains("the stream has Dense rows of 4 columns", Refused(() => session.Offer([1f, 2f])));
        using var saved = new MemoryStream();
        session.Save(saved);
        saved.Position = 0;
        Assert.Contains("The saved stream session was made with", Refused(() => Open("margin").Restore(saved)));

        static string Refused(Action act) => Assert.Throws<PluginALException>(act).Message;
    }

    [Fact]
    public void A_label_that_never_comes_can_be_let_go()
    {
        var session = Open();
        session.Offer(_data.Features.Block(0, 12));
        session.Skip(4);
        Assert.DoesNotContain(4L, session.OpenRows);
        Assert.Throws<PluginALException>(() => session.Tell(4, 0));
    }
}
