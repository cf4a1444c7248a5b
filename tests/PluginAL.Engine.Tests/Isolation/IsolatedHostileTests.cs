using PluginAL.Abstractions;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;
using PluginAL.Storage;

namespace PluginAL.Engine.Tests.Isolation;

/// <summary>Plugins that misbehave in a process of their own, also in the ways that no process survives.</summary>
[Collection("processes")]
public sealed class IsolatedHostileTests : IDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly Clusters _data = new();
    private Plugins? _plugins;

    /// <summary>What a process does not survive; seconds that a call may take; what the error says.</summary>
    public static TheoryData<string, int, string> Ends => new()
    {
        { "ends-process:how=stack-overflow", 60, "SIGABRT" },
        { "ends-process:how=fail-fast", 60, "enough" },
        { "ends-process:how=exit", 60, "its process ended with exit code 77" },
        { "ends-process:how=native-fault", 60, "its process ended with signal" },
        { "ends-process:how=writes-to-map", 60, "its process ended with signal" },
        { "ends-process:how=throws-on-a-thread", 60, "nobody catches me" },
        { "ends-process:how=floods-output", 60, "it flooded its standard error with more than 16 MiB in one call" },
        { "ends-process:how=garbles-protocol", 60, "it said on the protocol what is none of it" },
        { "ends-process:how=is-killed", 60, "signal 9 (SIGKILL)" },
        { "ends-process:how=hangs", 3, "a call did not end within 3 s" },
        { "hostile-strategy:how=hangs", 3, "a call did not end within 3 s" },
        { "hostile-scores:how=hangs", 3, "a call did not end within 3 s" },
    };

    /// <summary>What the process survives, and what the error says.</summary>
    public static TheoryData<string, string> Breaches => new()
    {
        { "ends-process:how=out-of-memory", "OutOfMemoryException" },
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
        { "hostile-scores:how=nan", "gave 390 scores that are not finite" },
        { "hostile-scores:how=infinite", "gave 390 scores that are not finite" },
        { "hostile-scores:how=throws", "threw InvalidOperationException in Score: nothing to score" },
        { "hostile-scores:how=too-far", "threw IndexOutOfRangeException in Score" },
    };

    public static TheoryData<string, string, string> Trainings => new()
    {
        { "throws", "random", "threw ArithmeticException in Fit: it does not add up" },
        { "null", "random", "returned null from Fit" },
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
    };

    public void Dispose()
    {
        _plugins?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void What_ends_the_process_is_named_and_the_run_goes_on_at_random(string strategy, int seconds, string message)
    {
        var host = Start(TimeSpan.FromSeconds(seconds));
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        var session = Open(strategy, ledger, PluginFailurePolicy.Random);
        session.Tell(session.Ask(10).Select(Truth));
        session.Tell(session.Ask(10).Select(Truth));
        Assert.Equal(20, session.LabelledRows.Distinct().Count());
        Assert.Equal(20, ledger.Read("s").Count(entry => entry.Event is LabelGiven));
        var reason = Assert.Single(session.Replacements).Reason;
        AssertNamed(reason, "strategy '", message);
        AssertGoesOnInTheSameHost(host);
    }

    [Theory]
    [MemberData(nameof(Breaches))]
    public void What_breaks_the_contract_is_named_as_in_process(string strategy, string message)
    {
        var host = Start(Patient);
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        var session = Open(strategy, ledger);
        session.Tell(session.Ask(10).Select(Truth));
        AssertNamed(Assert.Throws<PluginALException>(() => session.Ask(10)).Message, "strategy '", message);
        Assert.Equal(10, ledger.Read("s").Count(entry => entry.Event is LabelGiven));
        AssertGoesOnInTheSameHost(host);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_learner_that_misbehaves_is_named(string how, string strategy, string message)
    {
        var host = Start(Patient, "hostile-learner");
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        var session = Open(strategy, ledger, learner: "hostile-learner:how=" + how);
        session.Tell(session.Ask(10).Select(Truth));
        var error = Assert.Throws<PluginALException>(() =>
        {
            session.Fit();
            session.Ask(10);
        });
        AssertNamed(error.Message, "learner 'hostile-learner'", message);
        AssertGoesOnInTheSameHost(host);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_oracle_that_misbehaves_is_named(string how, string message)
    {
        var host = Start(Patient, "hostile-oracle");
        using var oracle = host.Host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse("hostile-oracle:how=" + how));
        var session = Open("random", null);
        var tickets = session.Ask(10);
        var error = await Assert.ThrowsAsync<PluginALException>(
            async () => await Engine.Plugins.OracleCalls.AskAsync(oracle, [.. tickets], new Truths(_data, host), _data, default));
        AssertNamed(error.Message, "oracle 'hostile-oracle'", message);
        AssertGoesOnInTheSameHost(host);
    }

    [Fact]
    public void A_constructor_that_does_not_return_ends_with_its_process()
    {
        var host = new Plugins(new PluginHostOptions { LoadLimit = TimeSpan.FromSeconds(3), Isolation = PluginIsolation.Parse("hangs-when-made") });
        _plugins = host;
        var error = Assert.Throws<PluginALException>(() => host.Strategy("hangs-when-made"));
        AssertNamed(error.Message, "strategy 'hangs-when-made'", "failed in its constructor: a call did not end within 3 s");
    }

    [Fact]
    public void Whoever_ignores_cancellation_is_ended()
    {
        var host = Start(Patient);
        var session = Open("hostile-strategy:how=ignores-cancellation", null);
        session.Tell(session.Ask(10).Select(Truth));
        using var source = new CancellationTokenSource(200);
        var error = Assert.ThrowsAny<OperationCanceledException>(() => session.Ask(10, source.Token));
        Assert.Contains("after it was cancelled", error.Message, StringComparison.Ordinal);
        AssertGoesOnInTheSameHost(host);
    }

    [Fact]
    public void A_plugin_whose_process_ends_again_and_again_is_given_up()
    {
        var host = _plugins = new Plugins(new PluginHostOptions
        {
            Isolation = new PluginIsolation { IsAll = true, MostRestarts = 2, BackOff = TimeSpan.FromMilliseconds(1) },
        });
        var session = Open("ends-process:how=exit", null);
        session.Tell(session.Ask(10).Select(Truth));
        Assert.Contains("exit code 77", Assert.Throws<PluginALException>(() => session.Ask(10)).Message, StringComparison.Ordinal);
        Assert.Contains("exit code 77", Assert.Throws<PluginALException>(() => session.Ask(10)).Message, StringComparison.Ordinal);
        Assert.Contains("is not called any more", Assert.Throws<PluginALException>(() => session.Ask(10)).Message, StringComparison.Ordinal);
        var info = host.Host.Plugins.Single(plugin => plugin.Name == "ends-process");
        Assert.Equal(PluginState.Faulted, info.State);
        Assert.Contains("2 times in a row", info.Reason, StringComparison.Ordinal);
    }

    private static void AssertNamed(string error, string plugin, string message)
    {
        Assert.StartsWith(plugin, error, StringComparison.Ordinal);
        Assert.Contains(" 0.1.0 (Hostile.dll) ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.True(error.Length < 1200 && !error.Any(char.IsControl));
        Assert.Matches("(?i)mend|report it|choose another", error);
    }

    private Plugins Start(TimeSpan limit, string names = "ends-process,hostile-strategy,hostile-scores") => _plugins = new Plugins(new PluginHostOptions
    {
        CallLimit = limit,
        CancellationGrace = TimeSpan.FromMilliseconds(50),
        Isolation = PluginIsolation.Parse(names) with { MemoryLimit = 256 << 20 },
    });

    /// <summary>A whole run with plugins that behave, in the host in which another has just failed.</summary>
    private void AssertGoesOnInTheSameHost(Plugins host)
    {
        var session = new ActiveLearningSession(_data, host.Learner(), host.Strategy("margin"), new SessionOptions { Name = "other", Seed = 7 }, null, host);
        for (var round = 0; round < 4; round++)
        {
            session.Tell(session.Ask(15).Select(Truth));
        }

        var accuracy = ConfusionMatrix.Evaluate((IClassifier)session.Fit(), _data.Features, _data.TrueClasses, 3).Accuracy;
        Assert.True(accuracy > 0.8, $"accuracy {accuracy}");
    }

    private Answer Truth(Ticket ticket) => new(ticket.Id, _data.Truth(ticket.Row), "truth");

    private ActiveLearningSession Open(string strategy, Ledger? ledger, PluginFailurePolicy policy = PluginFailurePolicy.Stop, string learner = "logistic") =>
        new(_data, _plugins!.Learner(learner), _plugins.Strategy(strategy), new SessionOptions { Name = "s", Seed = 7, OnPluginFailure = policy }, ledger, _plugins);
}
