using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Sessions;
using PluginAL.Storage;

namespace PluginAL.Engine.Tests.Sessions;

public sealed class ActiveLearningSessionTests : IDisposable
{
    private readonly Plugins _plugins = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Clusters _data = new();

    public void Dispose()
    {
        _plugins.Dispose();
        _folder.Dispose();
    }

    private ActiveLearningSession Open(string strategy = "margin", Ledger? ledger = null, ulong seed = 7, LearningData? data = null, string learner = "logistic") =>
        new(data ?? _data, _plugins.Learner(learner), _plugins.Strategy(strategy), new SessionOptions { Name = "s", Seed = seed }, ledger, _plugins, _plugins.Host);

    private Answer Truth(Ticket ticket) => new(ticket.Id, _data.Truth(ticket.Row), "truth");

    [Fact]
    public void The_first_question_is_the_same_random_sample_for_every_strategy_of_a_seed()
    {
        var margin = Open().Ask(20);
        var random = Open("random").Ask(20);
        Assert.Equal(margin.Select(ticket => ticket.Row), random.Select(ticket => ticket.Row));
        Assert.NotEqual(margin.Select(ticket => ticket.Row), Open(seed: 8).Ask(20).Select(ticket => ticket.Row));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (double?)(1.0 / (400 - i))), margin.Select(ticket => ticket.Probability));
    }

    [Fact]
    public void Answers_may_come_late_in_any_order_and_in_part()
    {
        var session = Open();
        var first = session.Ask(10);
        session.Tell(first.Skip(6).Reverse().Select(Truth));
        Assert.Equal(6, session.OpenTickets.Count);

        var second = session.Ask(10);
        Assert.Empty(first.Select(ticket => ticket.Row).Intersect(second.Select(ticket => ticket.Row)));
        session.Tell(first.Take(6).Concat(second).Reverse().Select(Truth));
        Assert.Empty(session.OpenTickets);
        Assert.Equal(20, session.LabelledRows.Distinct().Count());
        Assert.Equal(20, session.Cost);
    }

    [Fact]
    public void A_skipped_row_is_neither_labelled_nor_asked_for_again()
    {
        var session = Open();
        var tickets = session.Ask(399);
        session.Tell(tickets.Select(ticket => new Answer(ticket.Id, null, "me")));
        Assert.Empty(session.LabelledRows);
        var rest = Assert.Single(session.Ask(10));
        Assert.DoesNotContain(rest.Row, tickets.Select(ticket => ticket.Row));
        session.Tell([Truth(rest)]);
        Assert.Empty(session.Ask(1));
    }

    [Fact]
    public void The_same_answer_twice_counts_once_and_another_one_corrects_it()
    {
        var session = Open();
        var tickets = session.Ask(10);
        session.Tell(tickets.Select(Truth));
        session.Tell([Truth(tickets[3])]);
        Assert.Equal(10, session.LabelledRows.Count);

        var other = new ClassLabel((_data.TrueClasses[(int)tickets[3].Row] + 1) % 3);
        session.Tell([new Answer(tickets[3].Id, other, "me")]);
        Assert.Equal(10, session.LabelledRows.Count);
        Assert.Equal(other, session.Labels[3]);
    }

    [Theory]
    [InlineData("9-9", 0, "is not one of session 's'")]
    [InlineData(null, 3, "give a class from 0 to 2")]
    [InlineData(null, -1, "give a class from 0 to 2")]
    public void A_wrong_answer_is_refused_and_nothing_of_its_call_is_stored(string? id, int label, string message)
    {
        var session = Open();
        var tickets = session.Ask(2);
        var error = Assert.Throws<PluginALException>(() => session.Tell([Truth(tickets[0]), new Answer(id ?? tickets[1].Id, new ClassLabel(label), "me")]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Empty(session.LabelledRows);
    }

    [Theory]
    [InlineData("margin")]
    [InlineData("bald")]
    [InlineData("remembers:inner=remembers")]
    public void Opened_again_after_any_call_a_session_asks_the_same_questions_bit_for_bit(string strategy)
    {
        var expected = Run(Open(strategy), interrupt: _ => null);
        for (var when = 0; when < 9; when++)
        {
            var path = _folder.File($"ledger-{when}.db");
            var ledger = Ledger.Open(path);
            var calls = 0;
            var actual = Run(Open(strategy, ledger), _ =>
            {
                if (calls++ != when)
                {
                    return null;
                }

                ledger.Dispose();
                ledger = Ledger.Open(path);
                return Open(strategy, ledger);
            });
            ledger.Dispose();
            Assert.Equal(expected, actual);
        }

        // What is compared: the rows in order and the exact scores.
        List<(long Row, long Score)> Run(ActiveLearningSession session, Func<int, ActiveLearningSession?> interrupt)
        {
            var asked = new List<(long, long)>();
            for (var round = 0; round < 4; round++)
            {
                var tickets = session.Ask(7);
                asked.AddRange(tickets.Select(ticket => (ticket.Row, BitConverter.DoubleToInt64Bits(ticket.Score))));
                session = interrupt(round) ?? session;
                session.Tell(tickets.Skip(3).Select(Truth));
                session = interrupt(round) ?? session;
                session.Tell(tickets.Take(3).Select(Truth));
                session = interrupt(round) ?? session;
            }

            return asked;
        }
    }

    [Fact]
    public void A_ledger_of_other_data_or_plugins_is_refused_with_the_difference()
    {
        using var ledger = Ledger.Open(_folder.File("ledger.db"));
        Open(ledger: ledger).Ask(3);
        var plugin = Assert.Throws<PluginALException>(() => Open("entropy", ledger));
        Assert.Contains("strategy = \"margin\", and now it is \"entropy\"", plugin.Message, StringComparison.Ordinal);
        var data = Assert.Throws<PluginALException>(() => Open(ledger: ledger, data: new Clusters(seed: 2)));
        Assert.Contains("data = ", data.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_labels_of_one_class_rows_are_drawn_at_random_and_it_is_said()
    {
        var session = Open();
        session.Tell(session.Ask(5).Select(ticket => new Answer(ticket.Id, new ClassLabel(1), "me")));
        var tickets = session.Ask(5);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => (double?)(1.0 / (395 - i))), tickets.Select(ticket => ticket.Probability));
        Assert.Contains(_plugins.Notes, note => note.Contains("labels of one class only", StringComparison.Ordinal));
    }

    [Fact]
    public void A_strategy_that_visits_blocks_chooses_what_the_pointwise_one_does()
    {
        var (pointwise, blocks) = (Open(), Open("visits-blocks"));
        pointwise.Tell(pointwise.Ask(20).Select(Truth));
        blocks.Tell(blocks.Ask(20).Select(Truth));
        var (expected, actual) = (pointwise.Ask(15), blocks.Ask(15));
        Assert.Equal(expected.Select(ticket => ticket.Row), actual.Select(ticket => ticket.Row));
    }

    [Fact]
    public void Margin_asks_for_the_rows_with_the_smallest_gap_between_the_two_best_classes()
    {
        var session = Open();
        session.Tell(session.Ask(20).Select(Truth));
        var tickets = session.Ask(10);
        var model = (IClassifier)session.Model!;
        var gaps = new List<(long Row, double Gap)>();
        var probabilities = new float[3];
        for (var row = 0L; row < _data.RowCount; row++)
        {
            model.PredictProbabilities(_data.Features.Block(row, 1), probabilities);
            var sorted = probabilities.OrderDescending().ToArray();
            gaps.Add((row, sorted[0] - sorted[1]));
        }

        var expected = gaps.Where(gap => !session.LabelledRows.Contains(gap.Row)).OrderBy(gap => gap.Gap).Take(10).Select(gap => gap.Row).Order();
        Assert.Equal(expected, tickets.Select(ticket => ticket.Row).Order());
    }

    [Theory]
    [InlineData("twice", "twice")]
    [InlineData("outside", "which the pool of 400 rows does not have")]
    [InlineData("labelled", "which is labelled, handed out or skipped already")]
    [InlineData("too-few", "chose 9 rows")]
    [InlineData("too-many", "chose 11 rows")]
    [InlineData("null", "returned null")]
    [InlineData("throw", "threw InvalidOperationException in Select: no such misbehaviour")]
    public void A_strategy_that_breaks_its_contract_is_named_and_nothing_is_lost(string how, string message)
    {
        var session = Open("misbehaves:how=" + how);
        session.Tell(session.Ask(10).Select(Truth));
        var error = Assert.Throws<PluginALException>(() => session.Ask(10));
        Assert.Contains("strategy 'misbehaves'", error.Message, StringComparison.Ordinal);
        Assert.Contains("MisbehavingStrategies.dll", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(10, session.LabelledRows.Count);
        Assert.Empty(session.OpenTickets);
    }

    [Fact]
    public void Scores_that_are_not_finite_are_passed_over_counted_and_reported()
    {
        var session = Open("not-finite:every=2");
        session.Tell(session.Ask(10).Select(Truth));
        Assert.All(session.Ask(10), ticket => Assert.Equal(1, ticket.Row % 2));
        Assert.Contains(_plugins.Warnings, warning => warning.Contains("scores of 'not-finite' are not finite", StringComparison.Ordinal));

        var hopeless = Open("not-finite:every=1");
        hopeless.Tell(hopeless.Ask(10).Select(Truth));
        var error = Assert.Throws<PluginALException>(() => hopeless.Ask(10));
        Assert.Contains("none that is", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needs-tokens", "Strategy 'needs-tokens' needs TokenMarginals, which learner 'logistic' does not give")]
    [InlineData("remembers:inner=needs-tokens", "Strategy 'needs-tokens' (within 'remembers') needs TokenMarginals, which learner 'logistic' does not give")]
    [InlineData("remembers:inner=nobody", "No strategy is called 'nobody'")]
    public void A_strategy_that_needs_what_nobody_gives_is_refused_before_the_first_round(string strategy, string message)
    {
        var error = Assert.Throws<PluginALException>(() => Open(strategy));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
