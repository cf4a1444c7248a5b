using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Sessions;
using PluginAL.Storage;

namespace PluginAL.Engine.Tests.Sessions;

/// <summary>Strategies that choose through others, in a session as a user runs them.</summary>
public sealed class MetaStrategiesTests : IDisposable
{
    private readonly Plugins _plugins = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Clusters _data = new();

    public static TheoryData<string> All =>
    [
        "auto", "albl", "thompson", "linear-combination", "product-combination:inner=margin+gini", "sub-sampling:rows=50", "pre-filter", "class-balancer",
        "lal", "policy-gradient",
    ];

    public void Dispose()
    {
        _plugins.Dispose();
        _folder.Dispose();
    }

    private ActiveLearningSession Open(string strategy, Ledger? ledger = null, LearningData? data = null, ulong seed = 7, int threads = 1, bool starts = false) =>
        new(data ?? _data, _plugins.Learner(), _plugins.Strategy(strategy),
            new SessionOptions { Name = "s", Seed = seed, Threads = threads, StrategyStarts = starts }, ledger, _plugins, _plugins.Host);

    private Answer Truth(Ticket ticket) => new(ticket.Id, _data.Truth(ticket.Row), "truth");

    [Theory]
    [MemberData(nameof(All))]
    public void Each_repeats_for_any_number_of_threads_and_after_any_interruption(string strategy)
    {
        var expected = Run(Open(strategy), -1);
        Assert.Equal(expected, Run(Open(strategy, threads: 3), -1));
        for (var when = 0; when < 4; when++)
        {
            Assert.Equal(expected, Run(null, when));
        }

        List<(long, long, double?)> Run(ActiveLearningSession? session, int when)
        {
            var path = _folder.File($"ledger-{when}.db");
            var ledger = session is null ? Ledger.Open(path) : null;
            session ??= Open(strategy, ledger);
            var asked = new List<(long, long, double?)>();
            for (var round = 0; round < 5; round++)
            {
                var tickets = session.Ask(9);
                Assert.Equal(9, tickets.Count);
                asked.AddRange(tickets.Select(ticket => (ticket.Row, BitConverter.DoubleToInt64Bits(ticket.Score), ticket.Probability)));
                session.Tell(tickets.Select(Truth));
                if (round == when)
                {
                    ledger!.Dispose();
                    ledger = Ledger.Open(path);
                    session = Open(strategy, ledger);
                }
            }

            ledger?.Dispose();
            Assert.Equal(45, asked.Select(item => item.Item1).Distinct().Count());
            return asked;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_takes_the_last_rows_of_a_pool_and_answers_for_one_class(string strategy)
    {
        var session = Open(strategy, data: new Clusters(30));
        session.Tell(session.Ask(5).Select(ticket => new Answer(ticket.Id, new ClassLabel(1), "me")));
        session.Tell(session.Ask(20).Select(Truth));
        Assert.Equal(5, session.Ask(10).Count);
        Assert.Empty(session.Ask(1));
    }

    [Fact]
    public void A_combination_with_all_weight_on_one_strategy_is_that_strategy()
    {
        var expected = Second("margin");
        Assert.Equal(expected, Second("linear-combination:inner=margin+entropy;weights=1+0"));
        Assert.Equal(expected, Second("product-combination:inner=margin+entropy;weights=1+0;scale=none"));
        Assert.NotEqual(expected, Second("linear-combination:inner=margin+random"));
        Assert.Equal(expected, Second("sub-sampling:rows=1000"));
        Assert.Equal(expected.Order(), Second("pre-filter:factor=1").Order());
        Assert.Equal(expected.Order(), Second("class-balancer:factor=1").Order());

        IEnumerable<long> Second(string strategy)
        {
            var session = Open(strategy);
            session.Tell(session.Ask(20).Select(Truth));
            return [.. session.Ask(10).Select(ticket => ticket.Row)];
        }
    }

    [Fact]
    public void A_bandit_says_with_what_probability_it_chose_each_row()
    {
        var session = Open("albl:inner=margin+random");
        session.Tell(session.Ask(20).Select(Truth));
        for (var round = 0; round < 4; round++)
        {
            var tickets = session.Ask(10);
            Assert.All(tickets, ticket => Assert.InRange(ticket.Probability!.Value, 1e-6, 1));
            session.Tell(tickets.Select(Truth));
        }
    }

    [Fact]
    public void The_class_balancer_evens_out_the_predicted_classes()
    {
        var session = Open("class-balancer:inner=random;factor=30");
        session.Tell(session.Ask(20).Select(Truth));
        var labelled = session.Labels.Cast<ClassLabel>().CountBy(label => label.Class).ToDictionary();
        var tickets = session.Ask(40);
        var model = (IClassifier)session.Model!;
        foreach (var ticket in tickets)
        {
            var probabilities = new float[3];
            model.PredictProbabilities(_data.Features.Block(ticket.Row, 1), probabilities);
            var best = probabilities.IndexOf(probabilities.Max());
            labelled[best] = labelled.GetValueOrDefault(best) + 1;
        }

        Assert.InRange(labelled.Values.Max() - labelled.Values.Min(), 0, 1);
    }

    [Fact]
    public void Auto_begins_with_rows_from_every_dense_region_and_never_takes_a_row_twice_over()
    {
        // Four far clouds of very different sizes, each row there twice.
        var data = new Twins();
        var tickets = Open("auto:random=0", data: data, starts: true).Ask(4);
        Assert.Equal([0, 1, 2, 3], tickets.Select(ticket => data.Cloud(ticket.Row)).Order());

        var session = Open("auto:random=0", data: data);
        session.Tell(session.Ask(8).Select(ticket => new Answer(ticket.Id, data.Truth(ticket.Row), "truth")));
        for (var round = 0; round < 3; round++)
        {
            var batch = session.Ask(8);
            Assert.Equal(8, batch.Select(ticket => ticket.Row / 2).Distinct().Count());
            session.Tell(batch.Select(ticket => new Answer(ticket.Id, data.Truth(ticket.Row), "truth")));
        }
    }

    [Fact]
    public void Auto_always_draws_a_share_at_random()
    {
        var session = Open("auto:random=0.3");
        session.Tell(session.Ask(20).Select(Truth));
        var tickets = session.Ask(10);
        Assert.Equal(3, tickets.Count(ticket => ticket.Probability is not null));
        Assert.All(tickets.Where(ticket => ticket.Probability is not null), ticket => Assert.Equal(3.0 / (380 - 7), ticket.Probability!.Value, 1e-12));
    }

    /// <summary>Clouds of 200, 100, 50 and 20 rows; row 2i + 1 repeats row 2i.</summary>
    private sealed class Twins : LearningData
    {
        private static readonly int[] Sizes = [200, 100, 50, 20];
        private readonly DenseFeatures _features = new(4);

        public Twins()
        {
            var random = new RandomSource(2, "twins");
            for (var row = 0; row < Sizes.Sum(); row++)
            {
                var values = new float[4];
                values[Cloud(row)] = 20;
                for (var d = 0; d < 4; d++)
                {
                    values[d] += (float)random.Uniform(row / 2, d);
                }

                _features.Append(values);
            }
        }

        public override string Fingerprint => "twins";

        public override FeatureMatrix Features => _features;

        public override IReadOnlyList<string> Classes => ["a", "b"];

        public int Cloud(long row) => row < 200 ? 0 : row < 300 ? 1 : row < 350 ? 2 : 3;

        public override Label? Truth(long row) => new ClassLabel(Cloud(row) % 2);

        public override string Describe(long row) => $"row {row}";
    }
}
