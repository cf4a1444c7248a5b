using PluginAL.Abstractions;
using PluginAL.Engine.Annotators;

namespace PluginAL.Engine.Tests.Annotators;

public sealed class AnnotatorStrategyTests : IDisposable
{
    private static readonly float[] X = [0, 0, 1, 0.2f, 0.1f, 1, 2, 2, 2.2f, 1.9f, 4, 0, 3.9f, 0.3f, 0.2f, 3];

    private readonly Plugins _plugins = new();

    public void Dispose() => _plugins.Dispose();

    /// <summary>Eight points, 0, 3, 5 and 7 labelled by three annotators: the first is always right, the second on 0 and 5, the third on 3 and 7.</summary>
    private static AnnotatorContext Points(params double[] costs)
    {
        int[] truth = [0, 0, 0, 1, 1, 1, 1, 0];
        var features = new DenseFeatures(2);
        features.Append(X);
        var labels = new AnnotatorLabels(3, 2);
        foreach (var row in (int[])[0, 3, 5, 7])
        {
            labels.Add(row, 0, truth[row]);
            labels.Add(row, 1, row is 3 or 7 ? 1 - truth[row] : truth[row]);
            labels.Add(row, 2, row is 0 or 5 ? 1 - truth[row] : truth[row]);
        }

        return new AnnotatorContext
        {
            Labels = labels,
            Candidates = [1, 2, 4, 6],
            CandidateProbabilities = new[] { 0.9580587568367528f, 0.04194124316324721f, 0.9722247260246049f, 0.027775273975395098f, 0.006953980507434164f, 0.9930460194925658f, 0.001101158373789149f, 0.9988988416262109f },
            Consensus = [0, 1, 1, 0],
            Features = features,
            Costs = costs,
            Random = new RandomSource(1, "test"),
        };
    }

    private static double Apart(int i, int j) => Math.Sqrt(Math.Pow(X[2 * i] - X[2 * j], 2) + Math.Pow(X[(2 * i) + 1] - X[(2 * j) + 1], 2));

    [Fact]
    public void Near_rows_count_most_where_a_library_lets_far_ones()
    {
        // Observed from another library: Q = u · Σ d_j [right on j] ÷ (k · cost), with the distance d itself as the weight.
        double[][] observed =
        [
            [0.06456707445757305, 0.041766873835277434, 0.008713856481328225, 0.0015778154351637126],
            [0.042771843462747504, 0.027913804879527715, 0.0, 0.00034821685257406125],
            [0.08636230545239859, 0.055619942791027145, 0.01742771296265645, 0.0028074140177533637],
        ];
        double[] costs = [1, 0.5, 0.5];
        int[][] right = [[0, 3, 5, 7], [0, 5], [3, 7]];
        int[] candidates = [1, 2, 4, 6];
        var context = Points(costs);
        var uncertainty = context.Uncertainty();
        var table = new CostEffective(2).Table(context);
        for (var i = 0; i < 4; i++)
        {
            var nearest = new[] { 0, 3, 5, 7 }.OrderBy(j => Apart(candidates[i], j)).Take(2).ToArray();
            for (var a = 0; a < 3; a++)
            {
                var library = uncertainty[i] * nearest.Sum(j => right[a].Contains(j) ? Apart(candidates[i], j) : 0) / (2 * costs[a]);
                Assert.Equal(observed[a][i], library, 1e-6);
                var weights = nearest.Select(j => 1 / (1 + Apart(candidates[i], j))).ToArray();
                var ours = uncertainty[i] * (1 + nearest.Zip(weights).Sum(pair => right[a].Contains(pair.First) ? pair.Second : 0)) / (2 + weights.Sum()) / costs[a];
                Assert.Equal(ours, table[i, a], 1e-6);
            }
        }

        // Row 1 lies beside 0, on which the second annotator is right and the third wrong: the library prefers the third there.
        Assert.True(table[0, 1] > table[0, 2]);
        Assert.True(observed[1][0] < observed[2][0]);
    }

    [Fact]
    public void The_best_pair_for_its_cost_is_asked()
    {
        var free = new CostEffective(2).Select(Points(), 4);
        Assert.Equal([1L, 2L, 4L, 6L], free.Select(query => query.Row));
        Assert.All(free, query => Assert.Equal(0, query.Annotator));
        Assert.Equal([1, 1, 2], new CostEffective(2).Select(Points(4, 1, 1), 3).Select(query => query.Annotator));
        Assert.All(new CostEffective(2).Select(Points() with { MayAsk = (_, annotator) => annotator == 2 }, 4), query => Assert.Equal(2, query.Annotator));
    }

    [Fact]
    public void Who_disagrees_drops_out()
    {
        // The third annotator is wrong on 40 rows, the others agree.
        var labels = ConsensusTests.Table(2, [.. Enumerable.Range(0, 40).Select(row => new[] { row % 2, row % 2, 1 - (row % 2) })]);
        var context = Points() with { Labels = labels, Candidates = [41, 42], CandidateProbabilities = new[] { 0.6f, 0.4f, 0.5f, 0.5f } };
        Assert.Equal([new(42, 0, 0.5, false), new AnnotatorQuery(42, 1, 0.5, false)], new IntervalThreshold().Select(context, 2));
        Assert.Equal(4, new IntervalThreshold().Select(context, 9).Count);
        Assert.Equal(6, new IntervalThreshold(epsilon: 0).Select(context, 9).Count);

        // At first nobody is known, and all are asked.
        Assert.Equal(3, new IntervalThreshold().Trusted(AnnotatorInterval.Of(new AnnotatorLabels(3, 2))).Count);
    }

    [Fact]
    public void Any_choice_of_rows_gets_its_annotators()
    {
        var labels = ConsensusTests.Table(2, [.. Enumerable.Range(0, 40).Select(row => new[] { row % 2, row % 2, 1 - (row % 2) })]);
        var context = Points() with { Labels = labels, Candidates = [41, 42, 43], CandidateProbabilities = default };
        var queries = new BestAnnotators(rows: _ => [1, 3, 2], perRow: 2).Select(context, 5);
        Assert.Equal([42L, 42, 43, 43, 41], queries.Select(query => query.Row));
        Assert.DoesNotContain(2, queries.Select(query => query.Annotator));
        Assert.Equal([2, 2], new BestAnnotators(skill: _ => [0, 0, 1]).Select(context, 2).Select(query => query.Annotator));

        // Equals take turns.
        Assert.Equal([0, 1, 2], new BestAnnotators(skill: _ => [1, 1, 1]).Select(context, 3).Select(query => query.Annotator));
    }

    [Fact]
    public void A_disputed_row_is_asked_again_before_a_clear_new_one()
    {
        int[][] rows = [[0, 0, -1, 0], [1, 1, -1, 1], [0, 0, 0, -1], [1, 1, 1, -1], [0, 1, -1, -1]];
        var context = Points() with
        {
            Labels = ConsensusTests.Table(2, rows),
            LabelledProbabilities = new[] { 0.9f, 0.1f, 0.1f, 0.9f, 0.9f, 0.1f, 0.1f, 0.9f, 0.5f, 0.5f },
            Candidates = [6, 7],
            CandidateProbabilities = new[] { 0.99f, 0.01f, 0.52f, 0.48f },
        };
        var queries = new Relabelling().Select(context, 3);
        Assert.Contains(queries, query => query is { Row: 4, IsAgain: true, Annotator: 2 or 3 });
        Assert.Contains(queries, query => query is { Row: 7, IsAgain: false });
        Assert.DoesNotContain(queries.Take(2), query => query.Row == 6);
        Assert.All(queries, query => Assert.True(context.CanAsk(query.Row, query.Annotator)));
        Assert.Equal(2, new Relabelling { Share = 0.5 }.Select(context, 4).GroupBy(query => query.Annotator).Max(group => group.Count()));
    }

    [Fact]
    public void Labels_spent_where_they_are_needed_make_a_better_model_than_one_label_for_each_row()
    {
        // Annotators who err in 10, 25 and 40 % of rows; 180 labels.
        double[] skill = [0.9, 0.75, 0.6];
        var (again, once) = (0.0, 0.0);
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var data = new Clusters(rows: 300, seed: seed);
            again += Run(data, new Relabelling { Share = 0.5 }, seed, relabelled: true);
            once += Run(data, new BestAnnotators(skill: _ => [1, 1, 1]), seed, relabelled: false);
        }

        Assert.True(again > once, $"{again / 3} and {once / 3}");

        double Run(Clusters data, IAnnotatorStrategy strategy, ulong seed, bool relabelled)
        {
            var session = new CrowdSession(data, _plugins.Learner("logistic"), 3, strategy, new CrowdOptions { Seed = seed }, _plugins);
            var random = new RandomSource(seed, "skill");
            var repeats = 0;
            for (var round = 0; round < 6; round++)
            {
                foreach (var query in session.Next(30))
                {
                    repeats += query.IsAgain ? 1 : 0;
                    var truth = data.TrueClasses[(int)query.Row];
                    session.Tell(query.Row, query.Annotator, random.Uniform(query.Row, query.Annotator) < skill[query.Annotator] ? truth : (truth + 1) % 3);
                }
            }

            Assert.Equal(180, session.Labels.Count);
            Assert.Equal(relabelled, repeats > 0);
            session.Next(1);
            var test = new Clusters(rows: 500, seed: seed);
            var probabilities = new float[500 * 3];
            session.Model!.PredictProbabilities(test.Features.Block(0, 500), probabilities);
            return Enumerable.Range(0, 500).Average(row => Enumerable.Range(0, 3).MaxBy(c => probabilities[(row * 3) + c]) == test.TrueClasses[row] ? 1.0 : 0);
        }
    }

    [Fact]
    public void The_same_seed_asks_the_same_and_the_first_round_is_shared_out()
    {
        var data = new Clusters(rows: 100);
        IReadOnlyList<AnnotatorQuery> Ask(ulong seed)
        {
            var session = new CrowdSession(data, _plugins.Learner("logistic"), 3, new Relabelling(), new CrowdOptions { Seed = seed, MayAsk = (row, annotator) => row % 2 == 0 || annotator < 2 }, _plugins);
            var first = session.Next(30);
            Assert.Equal(30, first.Select(query => query.Row).Distinct().Count());
            Assert.All(Enumerable.Range(0, 3), a => Assert.InRange(first.Count(query => query.Annotator == a), 4, 16));
            foreach (var query in first)
            {
                session.Tell(query.Row, query.Annotator, data.TrueClasses[(int)query.Row]);
            }

            return [.. first, .. session.Next(20)];
        }

        Assert.Equal(Ask(3), Ask(3));
        Assert.NotEqual(Ask(3), Ask(4));
    }
}
