using PluginAL.Engine.Data;
using PluginAL.Engine.Models;
using PluginAL.Hosting;

namespace PluginAL.Tests;

public sealed class ActiveLearnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PluginHost _host = new(Path.Combine(AppContext.BaseDirectory, "plugins"));

    private ActiveLearnerOptions Options => new() { Host = _host };

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_learns_from_the_labels_that_it_asks_for()
    {
        var test = Adults.Records(500, seed: 7);
        using var learner = new ActiveLearner<Adult>(Adults.Records(2000), "logistic", "margin", seed: 1, Options with { Budget = 200 });
        while (learner.Query(30) is { Count: > 0 } tickets)
        {
            foreach (var ticket in tickets)
            {
                learner.Teach(ticket, ticket.Record.Income!);
            }
        }

        Assert.Equal(200, learner.LabelCount);
        Assert.Equal(7, learner.Round);
        Assert.True(learner.Verdict.Stop);
        Assert.Contains("200", learner.Verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(["<=50K", ">50K"], learner.Classes);
        var majority = test.CountBy(record => record.Income!).Max(pair => pair.Value) / 500.0;
        var accuracy = learner.Score(test);
        Assert.InRange(accuracy, majority + 0.1, 1);

        var predictions = learner.Predict(test.ToArray());
        Assert.Equal(accuracy, predictions.Zip(test).Count(pair => pair.First.Label == pair.Second.Income) / 500.0);
        Assert.All(predictions, prediction =>
        {
            Assert.Equal(1, prediction.Probabilities.ToArray().Sum(), 1e-5);
            Assert.Equal(prediction.Probabilities.ToArray().Max(), prediction.Probability);
        });
        var one = learner.Predict(test[3]);
        Assert.Equal(predictions[3].Label, one.Label);
        Assert.Equal(predictions[3].Probabilities.ToArray(), one.Probabilities.ToArray());
    }

    [Fact]
    public void A_program_that_was_killed_within_a_batch_ends_as_if_it_had_not_been()
    {
        var records = Adults.Records(600);
        var test = Adults.Records(200, seed: 7);
        var whole = Run("whole.db", int.MaxValue);
        Assert.Equal(whole, new[] { 3, 17, 26, 41, int.MaxValue }.Select(answers => Run("killed.db", answers)).Last());

        // The README's loop; stops without a word after so many answers.
        (int Labels, double Accuracy) Run(string ledger, int answers)
        {
            using var learner = new ActiveLearner<Adult>(records, "logistic", "margin", seed: 1, Options with { Budget = 60, Ledger = _folder[ledger] });
            while (learner.Query(20) is { Count: > 0 } tickets)
            {
                foreach (var ticket in tickets)
                {
                    if (answers-- == 0)
                    {
                        return default;
                    }

                    learner.Teach(ticket, ticket.Record.Income!);
                }
            }

            return (learner.LabelCount, learner.Score(test));
        }
    }

    [Fact]
    public void Whole_numbers_are_classes()
    {
        var points = Enumerable.Range(0, 90).Select(i => new Point(i % 3 + ((i * 7 % 11) / 30f), i % 3, i % 3 * 4)).ToArray();
        using var learner = new ActiveLearner<Point>(points, "logistic", "margin", seed: 1, Options);
        Assert.Equal(["0", "4", "8"], learner.Classes);
        foreach (var ticket in learner.Query(30))
        {
            learner.Teach(ticket, ticket.Record.Value);
        }

        Assert.Equal("8", learner.Predict(new Point(2, 2, 0)).Label);
        Assert.Equal(1, learner.Score(points));
    }

    public static TheoryData<string> Strategies()
    {
        using var host = new PluginHost(Path.Combine(AppContext.BaseDirectory, "plugins"));
        const Abstractions.Signals Other = Abstractions.Signals.LabelProbabilities | Abstractions.Signals.MeanAndVariance
            | Abstractions.Signals.TokenMarginals | Abstractions.Signals.Candidates | Abstractions.Signals.Texts;
        return [.. host.Plugins.Where(plugin => plugin.Kind == Abstractions.PluginKind.Strategy && (plugin.Needs & Other) == 0 && plugin.Name is not ("kg-coverage" or "uncertainty-strata")).Select(plugin => plugin.Name)];
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Every_strategy_serves(string strategy)
    {
        using var learner = new ActiveLearner<Adult>(Adults.Records(150), "logistic", strategy, seed: 1, Options);
        for (var round = 0; round < 3; round++)
        {
            var tickets = learner.Query(8);
            Assert.Equal(8, tickets.Count);
            foreach (var ticket in tickets)
            {
                learner.Teach(ticket, ticket.Record.Income!);
            }
        }
    }

    [Fact]
    public void A_record_that_is_not_there_is_named()
    {
        var records = Adults.Records(30).ToList();
        records[17] = null!;
        Assert.Contains("Record 17 (counted from 0) of PluginAL.Tests.Adult is null", Assert.Throws<Abstractions.PluginALException>(() => new ActiveLearner<Adult>(records, "logistic", "margin", 1, Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_and_the_same_records_in_memory_are_asked_the_same()
    {
        var records = Adults.Records(1000);
        using var pool = RecordPool<Adult>.Create(_folder["a.pool"], records);
        using var pooled = new ActiveLearner<Adult>(pool, "logistic", "entropy", seed: 3, Options);
        using var inMemory = new ActiveLearner<Adult>(records, "logistic", "entropy", seed: 3, Options);
        Assert.Equal(pooled.State.Hash, inMemory.State.Hash);
        for (var round = 0; round < 4; round++)
        {
            var (a, b) = (pooled.Query(10), inMemory.Query(10));
            Assert.Equal(a, b);
            Assert.All(a, ticket => Assert.Equal(records[(int)ticket.Row], ticket.Record));
            foreach (var (first, second) in a.Zip(b))
            {
                pooled.Teach(first, first.Record.Income!);
                inMemory.Teach(second, second.Record.Income!);
            }
        }
    }

    [Fact]
    public void Stopped_and_opened_again_it_goes_on_where_it_was()
    {
        var records = Adults.Records(400);
        List<long> whole = [], parts = [];
        using (var learner = new ActiveLearner<Adult>(records, "logistic", "margin", seed: 5, Options))
        {
            for (var round = 0; round < 6; round++)
            {
                Step(learner, whole);
            }
        }

        for (var process = 0; process < 3; process++)
        {
            using var learner = new ActiveLearner<Adult>(records, "logistic", "margin", seed: 5, Options with { Ledger = _folder["s.ledger"] });
            Assert.Equal(16 * process, learner.LabelCount);
            Step(learner, parts);
            Step(learner, parts);
        }

        Assert.Equal(whole, parts);
        var other = Assert.Throws<PluginALException>(() => new ActiveLearner<Adult>(
            Adults.Records(400, seed: 2), "logistic", "margin", seed: 5, Options with { Ledger = _folder["s.ledger"] }));
        Assert.Contains("data", other.Message, StringComparison.Ordinal);

        static void Step(ActiveLearner<Adult> learner, List<long> rows)
        {
            foreach (var ticket in learner.Query(8))
            {
                rows.Add(ticket.Row);
                learner.Teach(ticket, ticket.Record.Income!);
            }
        }
    }

    [Fact]
    public void Open_tickets_survive_and_skipped_records_are_not_asked_for_again()
    {
        var records = Adults.Records(12);
        var options = Options with { Ledger = _folder["s.ledger"] };
        long skipped;
        using (var learner = new ActiveLearner<Adult>(records, "logistic", "margin", seed: 5, options))
        {
            var tickets = learner.Query(4);
            learner.Skip(tickets[0]);
            skipped = tickets[0].Row;
        }

        using (var learner = new ActiveLearner<Adult>(records, "logistic", "margin", seed: 5, options))
        {
            Assert.Equal(3, learner.OpenTickets.Count);
            foreach (var ticket in learner.OpenTickets)
            {
                learner.Teach(ticket, ticket.Record.Income!);
            }

            var rest = learner.Query(100);
            Assert.Equal(8, rest.Count);
            Assert.DoesNotContain(rest, ticket => ticket.Row == skipped);
            Assert.Empty(learner.Query(1));
            Assert.Equal(new StopVerdict(true, "no row is left after 3 labels"), learner.Verdict);
        }
    }

    [Fact]
    public void Labels_that_the_records_carry_can_be_taught_at_the_start()
    {
        var records = Adults.Records(300).Select((record, i) => i < 40 ? record : record with { Income = null }).ToList();
        var options = Options with { Ledger = _folder["s.ledger"], Budget = 50 };
        using (var learner = new ActiveLearner<Adult>(records, "logistic", "margin", seed: 5, options))
        {
            Assert.Equal(40, learner.TeachLabelled());
            Assert.Equal(0, learner.TeachLabelled());
            Assert.Equal(40, learner.LabelCount);
            var tickets = learner.Query(25);
            Assert.Equal(10, tickets.Count);
            Assert.All(tickets, ticket => Assert.True(ticket.Row >= 40 && double.IsFinite(ticket.Score)));
        }

        using var again = new ActiveLearner<Adult>(records, "logistic", "margin", seed: 5, options);
        Assert.Equal(0, again.TeachLabelled());
        Assert.Equal((40, 10), (again.LabelCount, again.OpenTickets.Count));
    }

    [Fact]
    public void Enum_bool_text_and_whole_numbers_are_labels()
    {
        using var orders = new ActiveLearner<Ordered>(Enumerable.Range(0, 9).Select(i => new Ordered($"n{i}", i, null)), "logistic", "random", seed: 1, Options);
        foreach (var ticket in orders.Query(6))
        {
            orders.Teach(ticket, ticket.Record.Weight < 4 ? Messages.Kind.Question : Messages.Kind.Complaint);
        }

        Assert.Equal(["Question", "Order", "Complaint"], orders.Classes);
        Assert.Equal(Messages.Kind.Complaint, orders.Predict(new Ordered("x", 40, null)).As<Messages.Kind>());

        using var flags = new ActiveLearner<Flagged>(Enumerable.Range(0, 9).Select(i => new Flagged(i, -i, null)), "logistic", "random", seed: 1, Options);
        foreach (var ticket in flags.Query(8))
        {
            flags.Teach(ticket, ticket.Record.X > 4);
        }

        Assert.Equal("true", flags.Predict(new Flagged(30, -30, null)).Label);

        string[] digits = ["7", "8"];
        using var numbers = new ActiveLearner<Digit>(Enumerable.Range(0, 9).Select(i => new Digit(i, 0, null)), "logistic", "random", seed: 1, Options with { Classes = digits });
        foreach (var ticket in numbers.Query(8))
        {
            numbers.Teach(ticket, ticket.Record.X > 4 ? 8 : 7);
        }

        Assert.Equal("7", numbers.Predict(new Digit(-9, 0, null)).Label);
    }

    [Fact]
    public void What_cannot_be_taught_is_said_in_one_line()
    {
        Digit[] records = [new(0, 0, "a"), new(1, 1, "b"), new(2, 2, null)];
        using var learner = new ActiveLearner<Digit>(records, "logistic", "margin", seed: 1, Options);
        var ticket = learner.Query(1)[0];
        Assert.Contains("Digit, whose classes are a, b", Assert.Throws<PluginALException>(() => learner.Teach(ticket, "c")).Message, StringComparison.Ordinal);
        Assert.Contains("number to be predicted", Assert.Throws<PluginALException>(() => learner.Teach(ticket, 0.5)).Message, StringComparison.Ordinal);
        Assert.Contains("record 1", Assert.Throws<PluginALException>(() => Taught(learner, ticket).Score([records[0], records[2]])).Message, StringComparison.Ordinal);

        var number = Assert.Throws<PluginALException>(() => new ActiveLearner<Priced>([new(1, 2)], "logistic", "margin", seed: 1, Options));
        Assert.Contains("classes only so far", number.Message, StringComparison.Ordinal);
        var one = Assert.Throws<PluginALException>(() => new ActiveLearner<Digit>([new(0, 0, "a")], "logistic", "margin", seed: 1, Options));
        Assert.Contains("'a' alone", one.Message, StringComparison.Ordinal);
        Assert.Contains("no records", Assert.Throws<PluginALException>(() => new ActiveLearner<Digit>([], "logistic", "margin", seed: 1, Options)).Message, StringComparison.Ordinal);
        Assert.Contains("margn", Assert.Throws<PluginALException>(() => new ActiveLearner<Digit>(records, "logistic", "margn", seed: 1, Options)).Message, StringComparison.Ordinal);

        static ActiveLearner<Digit> Taught(ActiveLearner<Digit> learner, RecordTicket<Digit> ticket)
        {
            learner.Teach(ticket, "a");
            return learner;
        }
    }

    [Fact]
    public void A_correction_replaces_the_label()
    {
        Digit[] records = [new(0, 0, "a"), new(1, 1, "b")];
        using var learner = new ActiveLearner<Digit>(records, "logistic", "margin", seed: 1, Options);
        foreach (var ticket in learner.Query(2))
        {
            learner.Teach(ticket, ticket.Record.Name == "a" ? "b" : "a");
            learner.Teach(ticket, ticket.Record.Name!);
        }

        Assert.Equal((2, 1.0), (learner.LabelCount, learner.Score(records)));
    }

    [Fact]
    public void A_saved_model_scores_pools_of_its_type_and_state()
    {
        var records = Adults.Records(600);
        using var learner = new ActiveLearner<Adult>(records, "logistic:c=0.5", "margin", seed: 1, Options);
        foreach (var ticket in learner.Query(60))
        {
            learner.Teach(ticket, ticket.Record.Income!);
        }

        learner.SaveModel(_folder["adult.model"]);
        var model = TrainedModel.Load(_folder["adult.model"], _host);
        Assert.Equal(("logistic:c=0.5", 60), (model.Info.Learner, model.Info.TrainingRows));
        using var pool = RecordPool<Adult>.Create(_folder["a.pool"], Adults.Records(50, seed: 4), new() { State = learner.State });
        var features = ModelFeatures.Of(pool.Pool, model, new Log());
        Assert.Same(pool.Pool.Features, features);
        var probabilities = new float[2 * 50];
        ((IClassifier)model.Model).PredictProbabilities(features.Block(0, 50), probabilities);
        Assert.Equal(learner.Predict(pool.ToArray()).SelectMany(prediction => prediction.Probabilities.ToArray()), probabilities);

        using var foreign = RecordPool<Adult>.Create(_folder["b.pool"], Adults.Records(50, seed: 4));
        var error = Assert.Throws<PluginALException>(() => ModelFeatures.Of(foreign.Pool, model, new Log()));
        Assert.Contains("RecordPoolOptions.State", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_rule_ends_the_queries()
    {
        using var learner = new ActiveLearner<Adult>(Adults.Records(100), "logistic", "margin", seed: 1, Options with { Stop = new AfterRounds() });
        Assert.NotEmpty(learner.Query(5));
        Assert.NotEmpty(learner.Query(5));
        Assert.Empty(learner.Query(5));
        Assert.Equal("two rounds", learner.Verdict.Reason);
    }

    private sealed class AfterRounds : IStoppingCriterion
    {
        public StopVerdict Evaluate(StopContext context) => new(context.Round >= 1, "two rounds");
    }
}

/// <summary>A record whose label is a whole number.</summary>
[PluginAL.Abstractions.PoolRecord]
internal sealed record Point(float X, float Y, [property: PluginAL.Abstractions.Label] int Value);
