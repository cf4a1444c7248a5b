using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Engine.Experiments;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;
using PluginAL.Storage;

namespace PluginAL.Engine.Tests.Sessions;

/// <summary>Plugins that misbehave in every way that this process survives, all in one host.</summary>
public sealed class HostilePluginTests : IDisposable
{
    private readonly Plugins _plugins = new(new PluginHostOptions
    {
        CallLimit = TimeSpan.FromSeconds(1),
        CancellationGrace = TimeSpan.FromMilliseconds(50),
        LoadLimit = TimeSpan.FromSeconds(1),
    });

    private readonly TemporaryFolder _folder = new();
    private readonly Clusters _data = new();

    public static TheoryData<string, string> Selections => new()
    {
        { "hostile-strategy:how=throws", "threw InvalidOperationException in Select: not today" },
        { "hostile-strategy:how=throws-spite", "threw SpitefulException in Select: it says nothing" },
        { "hostile-strategy:how=throws-a-book", "threw InvalidOperationException in Select: line" },
        { "hostile-strategy:how=throws-cancelled", "threw OperationCanceledException in Select: I was told to stop" },
        { "hostile-strategy:how=null", "returned null" },
        { "hostile-strategy:how=nothing", "chose 0 rows" },
        { "hostile-strategy:how=too-few", "chose 9 rows" },
        { "hostile-strategy:how=too-many", "chose 11 rows" },
        { "hostile-strategy:how=outside", "chose row 400, which the pool of 400 rows does not have" },
        { "hostile-strategy:how=negative", "chose row -1, which" },
        { "hostile-strategy:how=twice", "twice" },
        { "hostile-strategy:how=labelled", "which is labelled, handed out or skipped already" },
        { "hostile-strategy:how=no-probability", "with the probability NaN" },
        { "hostile-strategy:how=endless-list", "Select must return exactly 10 different candidates" },
        { "hostile-strategy:how=negative-list", "chose 0 rows" },
        { "hostile-strategy:how=throwing-list", "threw InvalidOperationException in Select: look elsewhere" },
        { "hostile-strategy:how=forgets-labels", "threw NotSupportedException in Select" },
        { "hostile-strategy:how=hangs", "a call of Select did not end within 1 s and was abandoned" },
        { "hostile-scores:how=nan", "gave 390 scores that are not finite" },
        { "hostile-scores:how=infinite", "gave 390 scores that are not finite" },
        { "hostile-scores:how=throws", "threw InvalidOperationException in Score: nothing to score" },
        { "hostile-scores:how=too-far", "threw IndexOutOfRangeException in Score" },
        { "hostile-scores:how=hangs", "a call of Select did not end within 1 s and was abandoned" },
    };

    public static TheoryData<string, string, string> Trainings => new()
    {
        { "throws", "random", "threw ArithmeticException in Fit: it does not add up" },
        { "null", "random", "returned null from Fit" },
        { "hangs", "random", "a call of Fit did not end within 1 s and was abandoned" },
        { "one-class-too-many", "random", "of 4 columns and 4 classes from Fit; expected an IClassifier of 4 columns and 3 classes" },
        { "wrong-width", "random", "of 5 columns and 3 classes" },
        { "throws-in-predict", "margin", "threw InvalidOperationException in PredictProbabilities: the future is dark" },
        { "throws-in-save", "margin", "threw InvalidOperationException in Save: cannot write" },
    };

    public static TheoryData<string, string> Answers => new()
    {
        { "throws", "threw InvalidOperationException in AskAsync: ask somebody else" },
        { "null", "returned null" },
        { "null-answer", "returned an answer that is null" },
        { "foreign-ticket", "answered ticket '77-77', which it was not asked for" },
        { "no-such-class", "the labels are the classes 0 to 2" },
        { "not-a-class", "the labels are the classes 0 to 2" },
        { "priceless", "at the cost NaN" },
        { "nameless", "the annotator have a plain name" },
        { "hangs", "a call of AskAsync did not end within 1 s and was abandoned" },
    };

    public void Dispose()
    {
        _plugins.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void A_strategy_that_misbehaves_is_named_and_nothing_is_lost(string strategy, string message)
    {
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        var session = Open(strategy, ledger);
        session.Tell(session.Ask(10).Select(Truth));
        var error = Assert.Throws<PluginALException>(() => session.Ask(10));
        AssertNamed(error, "strategy 'hostile-", message);
        Assert.Equal(10, session.LabelledRows.Count);
        Assert.Equal(10, session.Labels.Count);
        Assert.Empty(session.OpenTickets);
        Assert.Equal(10, ledger.Read("s").Count(entry => entry.Event is LabelGiven));
        AssertGoesOnInTheSameHost();
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void Or_its_rows_are_drawn_at_random_which_the_ledger_tells(string strategy, string message)
    {
        var path = _folder.File("ledger.db");
        using (var ledger = Ledger.Open(path))
        {
            var session = Open(strategy, ledger, PluginFailurePolicy.Random);
            for (var round = 0; round < 3; round++)
            {
                session.Tell(session.Ask(10).Select(Truth));
            }

            Assert.Equal(30, session.LabelledRows.Distinct().Count());
            Assert.Equal([1, 2], session.Replacements.Select(item => item.Round));
            Assert.Contains(message.Contains("390", StringComparison.Ordinal) ? "not finite" : message, session.Replacements[0].Reason, StringComparison.Ordinal);
            Assert.Contains(_plugins.Warnings, warning => warning.Contains("drawn at random", StringComparison.Ordinal));
            Assert.Equal(20, ledger.Read("s").Count(entry => entry.Event is TicketIssued { Strategy: "random", Ticket.Round: > 0 }));
        }

        using var again = Ledger.Open(path);
        using var others = new Plugins();
        var restored = new ActiveLearningSession(_data, others.Learner(), others.Strategy(strategy), new SessionOptions { Name = "s", Seed = 7 }, again, others);
        Assert.Equal([1, 2], restored.Replacements.Select(item => item.Round));
        Assert.Equal(30, restored.LabelledRows.Count);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_learner_that_misbehaves_is_named_and_nothing_is_lost(string how, string strategy, string message)
    {
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        var session = Open(strategy, ledger, learner: "hostile-learner:how=" + how);
        session.Tell(session.Ask(10).Select(Truth));
        var error = Assert.Throws<PluginALException>(() =>
        {
            session.Fit();
            session.Ask(10);
        });
        AssertNamed(error, "learner 'hostile-learner'", message);
        Assert.Equal(10, session.LabelledRows.Count);
        Assert.Equal(10, ledger.Read("s").Count(entry => entry.Event is LabelGiven));
        AssertGoesOnInTheSameHost();
    }

    [Fact]
    public void Probabilities_that_are_no_numbers_are_counted_and_never_chosen()
    {
        var session = Open("margin", null, learner: "hostile-learner:how=nan");
        session.Tell(session.Ask(10).Select(Truth));
        var error = Assert.Throws<PluginALException>(() => session.Ask(10));
        Assert.Contains("gave 390 scores that are not finite", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_oracle_that_misbehaves_is_named_and_what_others_said_is_kept(string how, string message)
    {
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        var error = await Assert.ThrowsAsync<PluginALException>(() => Simulate(ledger, "margin", "hostile-oracle:how=" + how));
        AssertNamed(error, "oracle 'hostile-oracle'", message);
        Assert.DoesNotContain(ledger.Read("margin/0"), entry => entry.Event is LabelGiven);
        AssertGoesOnInTheSameHost();
    }

    [Fact]
    public async Task Labels_that_came_before_a_failure_are_in_the_ledger_and_the_run_goes_on_from_there()
    {
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        await Assert.ThrowsAsync<PluginALException>(() => Simulate(ledger, "margin", "hostile-oracle:how=hangs-later"));
        Assert.Equal(20, ledger.Read("margin/0").Count(entry => entry.Event is LabelGiven));

        var resumed = await Simulate(ledger, "margin", "truth");
        using var fresh = Ledger.Open(_folder.File("fresh.db"));
        var straight = await Simulate(fresh, "margin", "truth");
        Assert.Equal(straight.Points.Select(point => (point.Labels, point.Metric1)), resumed.Points.Select(point => (point.Labels, point.Metric1)));
    }

    [Fact]
    public async Task An_experiment_tells_which_rounds_were_drawn_at_random()
    {
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        var result = await Simulate(ledger, "hostile-strategy:how=throws", "truth", PluginFailurePolicy.Random);
        Assert.Equal([1, 2, 3], result.Replaced.Select(item => item.Round));
        Assert.All(result.Replaced, item => Assert.Contains("not today", item.Reason, StringComparison.Ordinal));
        Assert.Equal(80, result.Points[^1].Labels);
    }

    [Fact]
    public void Whoever_ignores_cancellation_is_left_alone_and_faulted()
    {
        var session = Open("hostile-strategy:how=ignores-cancellation");
        session.Tell(session.Ask(10).Select(Truth));
        using var source = new CancellationTokenSource(20);
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<PluginIgnoredCancellationException>(() => session.Ask(10, source.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
        Assert.Contains("strategy 'hostile-strategy' 0.1.0 (Hostile.dll) is faulted: a call of Select went on", error.Message, StringComparison.Ordinal);
        Assert.Contains("strategy 'hostile-strategy': here I am, and here I stay", _plugins.Notes);
        var info = _plugins.Host.Plugins.Single(plugin => plugin.Name == "hostile-strategy");
        Assert.Equal(PluginState.Faulted, info.State);
        Assert.Contains("went on", info.Reason, StringComparison.Ordinal);
        Assert.Equal(PluginState.Faulted, _plugins.Host.Events[^1].State);

        // It is refused from now on, also to those who want a new one.
        Assert.Contains("is not called any more", Assert.Throws<PluginALException>(() => session.Ask(10)).Message, StringComparison.Ordinal);
        Assert.Contains("is not made again", Assert.Throws<PluginALException>(() => _plugins.Strategy("hostile-strategy")).Message, StringComparison.Ordinal);
        AssertGoesOnInTheSameHost();
    }

    [Fact]
    public void A_constructor_that_does_not_return_is_given_up()
    {
        var error = Assert.Throws<PluginALException>(() => _plugins.Strategy("hangs-when-made"));
        AssertNamed(error, "strategy 'hangs-when-made'", "making it did not end within 1 s");
        Assert.Contains("is not made again", Assert.Throws<PluginALException>(() => _plugins.Strategy("hangs-when-made")).Message, StringComparison.Ordinal);
        AssertGoesOnInTheSameHost();
    }

    [Fact]
    public void Whoever_talks_without_end_is_cut_short_and_named_in_each_line()
    {
        var session = Open("hostile-strategy:how=talks");
        session.Tell(session.Ask(10).Select(Truth));
        Assert.Equal(10, session.Ask(10).Count);
        Assert.Equal(PluginLog.Most + 1, _plugins.Warnings.Count);
        Assert.Equal("strategy 'hostile-strategy': bla bla", _plugins.Warnings[0]);
    }

    [Fact]
    public void A_plugin_has_a_log_from_the_moment_it_is_made()
    {
        using var host = new PluginHost(new PluginHostOptions { Log = _plugins }, Path.Combine(AppContext.BaseDirectory, "plugins"));
        using var strategy = host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse("hostile-scores"));
        Assert.Equal(["strategy 'hostile-scores': about to be made"], _plugins.Notes);
    }

    [Fact]
    public void A_list_that_changes_after_it_was_returned_changes_nothing()
    {
        var session = Open("hostile-strategy:how=changes-its-mind");
        session.Tell(session.Ask(10).Select(Truth));
        try
        {
            Assert.Equal(10, session.Ask(10).Distinct().Count());
        }
        catch (PluginALException e)
        {
            // It may be faster than the host: then it is named.
            AssertNamed(e, "strategy 'hostile-strategy'", "Select");
        }
    }

    [Fact]
    public void Whoever_clings_on_is_said_to_be_leaked()
    {
        var path = _plugins.Strategy("clings-on").AssemblyPath;
        Assert.Equal(PluginState.Leaked, _plugins.Host.Unload(path));
        Assert.Contains("keeps itself alive", _plugins.Host.Plugins.First(plugin => plugin.AssemblyPath == path).Reason, StringComparison.Ordinal);
        AssertGoesOnInTheSameHost();
    }

    private static void AssertNamed(PluginALException error, string plugin, string message)
    {
        Assert.Equal(ErrorKind.Work, error.Kind);
        Assert.StartsWith(plugin, error.Message, StringComparison.Ordinal);
        Assert.Contains(" 0.1.0 (Hostile.dll) ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 1000 && !error.Message.Any(char.IsControl));
        Assert.Matches("(?i)mend|report it|choose another", error.Message);
    }

    /// <summary>A whole run with plugins that behave, in the host in which another has just failed.</summary>
    private void AssertGoesOnInTheSameHost()
    {
        var session = Open("margin");
        for (var round = 0; round < 4; round++)
        {
            session.Tell(session.Ask(15).Select(Truth));
        }

        var accuracy = ConfusionMatrix.Evaluate((IClassifier)session.Fit(), _data.Features, _data.TrueClasses, 3).Accuracy;
        Assert.True(accuracy > 0.8, $"accuracy {accuracy}");
    }

    private Answer Truth(Ticket ticket) => new(ticket.Id, _data.Truth(ticket.Row), "truth");

    private ActiveLearningSession Open(
        string strategy, Ledger? ledger = null, PluginFailurePolicy policy = PluginFailurePolicy.Stop, string learner = "logistic") =>
        new(_data, _plugins.Learner(learner), _plugins.Strategy(strategy), new SessionOptions { Name = "s", Seed = 7, OnPluginFailure = policy }, ledger, _plugins);

    private Task<ExperimentResult> Simulate(Ledger ledger, string strategy, string oracle, PluginFailurePolicy policy = PluginFailurePolicy.Stop)
    {
        var options = new ExperimentOptions
        {
            Learner = PluginReference.Parse("logistic"),
            Strategies = [PluginReference.Parse(strategy)],
            Oracle = PluginReference.Parse(oracle),
            Initial = 20,
            Batch = 20,
            Budget = 80,
            Seeds = [0],
            OnPluginFailure = policy,
        };
        return new Experiment(_plugins.Host, _data, new TestPart(_data.Features, _data.TrueClasses, _data.Classes), ledger, options, _plugins).RunAsync();
    }
}
