using PluginAL.Abstractions;
using static PluginAL.Strategies.Tests.Observed;

namespace PluginAL.Strategies.Tests;

/// <summary>Values in which other libraries agree with each other or with brute force.</summary>
public sealed class AgreedValuesTests
{
    public static TheoryData<string, double[]> OfProbabilities => new()
    {
        { "least-confidence", [0.4, 0.66, 0.1, 0.5, 0.55, 0] },
        { "margin", [1 - 0.3, 1 - 0.01, 1 - 0.85, 1, 1 - 0.1, 0] },
        { "entropy", [0.8979457248567798, 1.0985126170507196, 0.39439769144744274, 0.6931471805599453, 1.0486537893593546, 0] },
    };

    public static TheoryData<string, double[]> OfMembers => new()
    {
        { "kl-divergence", [0.004639237559609322, 0.4595804290179327, 0.009712313322885913, 0.00854806957964524] },
        { "bald", [0.004639237559609322, 0.4595804290179327, 0.009712313322885913, 0.00854806957964524] },
        { "max-disagreement", [0.007246870244763444, 0.45958042901793295, 0.009712313322886162, 0.011517187645065187] },
        { "consensus-entropy", [0.8568409950394725, 1.0986122886681096, 1.0986122886681096, 0.5257533242955894] },
        { "predictive-variance", [0.0011111111111111107, 0.10888888888888888, 0.002222222222222224, 0.0009259259259259256] },
    };

    [Theory]
    [MemberData(nameof(OfProbabilities))]
    public void Uncertainty(string name, double[] expected) => Equal(expected, Scores(Predicted(P), name));

    [Theory]
    [InlineData("least-confidence", 1, 4, 3)]
    [InlineData("margin", 3, 1, 4)]
    [InlineData("entropy", 1, 4, 0)]
    public void The_three_most_uncertain_rows(string name, long first, long second, long third) =>
        Assert.Equal([first, second, third], Strategy.Rows(Predicted(P), name, 3));

    [Theory]
    [MemberData(nameof(OfMembers))]
    public void Committee(string name, double[] expected) => Equal(expected, Scores(Observed.Committee, name));

    [Fact]
    public void Vote_entropy_and_variation_ratio()
    {
        int[][] votes = [[0, 0, 0], [1, 0, 2], [0, 1, 2], [0, 0, 1], [1, 1, 0]];
        var context = new FakeQueryContext(5)
        {
            Width = 1, Values = [0, 1, 2, 3, 4], ClassCount = 3, MemberCount = 3,
            Members = [.. votes.SelectMany(row => row.SelectMany(vote => Enumerable.Range(0, 3).Select(c => c == vote ? 1f : 0)))],
        };
        Equal([0, 1.0986122886681096, 1.0986122886681096, 0.6365141682948128, 0.6365141682948128], Scores(context, "vote-entropy"));
        Equal([0, 2 / 3.0, 2 / 3.0, 1 / 3.0, 1 / 3.0], Scores(context, "variation-ratio"));
    }

    [Fact]
    public void BatchBald_picks_and_gains()
    {
        var batch = Strategy.Select(Observed.Committee, "batch-bald", 3);
        Assert.Equal([1, 2, 3], batch.Select(row => row.Row));
        Equal([0.4595804290179326, 0.46449583218398294, 0.4688596785501682], [batch[0].Score, batch[0].Score + batch[1].Score, batch.Sum(row => row.Score)]);
    }

    [Fact]
    public void Cost_sensitive_rules()
    {
        const string Costs = "0 1 5/2 0 1/1 3 0";
        Equal([0.7, 0.99, 0.15, 0.5, 1.15, 0], Scores(Predicted(P), "cost-sensitive", $$"""{"costs":"{{Costs}}"}"""));
        Equal([-0.2, -0.34, -0.9, -0.5, -0.2, -1], Scores(Predicted(P), "cost-sensitive", $$"""{"costs":"{{Costs}}","rule":"cost-margin"}"""));
    }

    [Fact]
    public void The_rows_nearest_to_the_boundary()
    {
        double[] decisions = [-0.9, 0.2, 1.4, -0.1];
        float[] probabilities = [.. decisions.SelectMany(z => new[] { (float)(1 / (1 + Math.Exp(z))), (float)(1 / (1 + Math.Exp(-z))) })];
        Assert.Equal([3L, 1L], Strategy.Rows(Predicted(probabilities, 2), "distance-to-boundary", 2));
        Equal([-0.9, -0.2, -1.4, -0.1], Scores(Predicted(probabilities, 2), "distance-to-boundary"));
    }

    [Fact]
    public void Epistemic_uncertainty()
    {
        var scores = Scores(Points(0, 3, 5, 7), "epistemic", """{"gamma":1}""");
        Equal([0.5998326685975532, 0.576978105000529, 0.35279453508482683, 0.3573648088666317], scores, 2e-5);
    }

    [Fact]
    public void Probabilistic_gain()
    {
        double[][] frequencies = [[1, 0], [2, 2], [0, 0], [5, 1]];
        Equal(
            [8.311159160692607e-05, 0.09996001599360266, 0.49900199600798395, -8.326672684688674e-17],
            [.. frequencies.Select(counts => Mcpal.Gain(counts, 2, 1e-3))], 1e-12);
        var scores = Scores(Points(0, 3, 5, 7), "mcpal", """{"gamma":1,"lookahead":1,"prior":1}""");
        Equal([0.0840548251028354, 0.07810378641849236, 0.004585915928561002, 0.008249632250885541], scores, 1e-5);
    }

    [Fact]
    public void KCenter_picks_and_distances()
    {
        var batch = Strategy.Select(Points(0, 5), "k-center", 3);
        Assert.Equal([7, 4, 1], batch.Select(row => row.Row));
        Equal([3.0066592756745814, 2.2825424421026654, 1.019803902718557], [.. batch.Select(row => row.Score)]);
    }

    [Fact]
    public void Greedy_sampling_in_the_feature_space() =>
        Equal([1.019803902718557, 1.004987562112089], [.. Strategy.Select(Points(0, 3, 5, 7), "gsx", 2).Select(row => row.Score)]);

    [Fact]
    public void Ranked_batch()
    {
        var context = new FakeQueryContext(8)
        {
            Width = 2, Values = [0, 0, 4, 0, 1, 0.2f, 0.1f, 1, 2, 2, 2.2f, 1.9f, 3.9f, 0.3f, 0.2f, 3], Known = [(0, 0), (1, 1)],
        };
        var view = PoolView.OfCandidates(context, 100, 4, Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        var batch = RankedBatch.Rank(context, view, labelled, [0.1f, 0.35f, 0.5f, 0.48f, 0.05f, 0.4f], 4);
        Assert.Equal([2, 5, 1, 3], batch.Select(row => row.Row - 2));
    }

    [Fact]
    public void Badge_gradients_and_the_first_pick()
    {
        float[] embeddings = [1, 0, 0.5f, 0.5f, 0, 2, 1, 1, -1, 0.5f, 0.2f, 0.1f];
        double[][] gradients =
        [
            [-0.4, 0, 0.3, 0, 0.1, 0], [-0.33, -0.33, 0.165, 0.165, 0.165, 0.165], [0, -0.2, 0, 0.1, 0, 0.1], [-0.5, -0.5, 0.5, 0.5, 0, 0],
            [-0.2, 0.1, -0.35, 0.175, 0.55, -0.275], [0, 0, 0, 0, 0, 0],
        ];
        var context = new FakeQueryContext(6) { Width = 2, Values = embeddings, ClassCount = 3, Probabilities = P };
        var batch = Strategy.Select(context, "badge", 6);
        Assert.Equal(3, batch[0].Row);
        foreach (var row in batch)
        {
            Assert.Equal(gradients[row.Row].Sum(value => value * value), row.Score, 1e-6);
        }
    }

    [Fact]
    public void TypiClust_takes_the_typical_rows_of_uncovered_clusters()
    {
        var batch = Strategy.Select(Points(0, 5), "typiclust", 2);
        Assert.Contains(batch[0].Row, new long[] { 3, 4 });
        Assert.Equal(4.472133955000363, batch[0].Score, 1e-4);
        Assert.Equal(7, batch[1].Row);
        Assert.Equal(1, batch[1].Score);
    }

    [Fact]
    public void ProbCover_covers_most_first()
    {
        var batch = Strategy.Select(Points(0, 5), "probcover", 3, """{"delta":1.1}""");
        Assert.Contains(batch[0].Row, new long[] { 3, 4 });
        Assert.Equal(7, batch[1].Row);
        Assert.Equal([2.0, 1.0], batch.Take(2).Select(row => row.Score));
    }

    [Fact]
    public void Quire_is_the_exact_worst_case()
    {
        var scores = Scores(Points(0, 3, 5, 7), "quire", """{"gamma":1,"lambda":1}""");
        var batch = Strategy.Select(Points(0, 3, 5, 7), "quire", 1, """{"gamma":1,"lambda":1}""");
        Assert.Equal(1, batch[0].Row);
        Assert.Equal(-2.7131898003168646, batch[0].Score, 1e-5);
        Assert.Equal(4, scores.Length);
    }

    [Theory]
    [InlineData("zero-one", 0.054215971294666244, 0.04990888233257151, 0.1165721218619242, 0.07721467321964158)]
    [InlineData("log", 0.21943399839019473, 0.21003397258662315, 0.4446535601666342, 0.3441167067131557)]
    public void Expected_error_leaves_the_candidate_out(string loss, params double[] expected)
    {
        var options = $$"""{"loss":"{{loss}}"}""";
        Equal([.. expected.Select(error => -error)], Scores(Points(0, 3, 5, 7), "expected-error-reduction", options), 1e-5);
        Assert.Equal([2L, 1L], Strategy.Rows(Points(0, 3, 5, 7), "expected-error-reduction", 2, options));
    }

    [Fact]
    public void Contrastive_divergence_from_labelled_neighbours() => Equal(
        [1.574349175159565, 0.01344578330044395, 2.4929165614859468, 0.07242870363875972],
        Scores(Points(0, [0, 3, 5, 7]), "contrastive", """{"neighbours":2}"""),
        2e-5);

    [Fact]
    public void Falcun_draws_first_by_uncertainty_alone()
    {
        var chances = Enumerable.Range(0, 400)
            .Select(seed => Strategy.Select(Points(0, [0, 3, 5, 7], (ulong)seed), "falcun", 1)[0])
            .ToArray();
        var first = chances.First(row => row.Row == 1);
        Assert.Equal(0.9880652921724288, first.Probability!.Value, 1e-5);
        Assert.InRange(chances.Count(row => row.Row == 1), 385, 400);
    }

    [Theory]
    [InlineData(StochasticScheme.Power, 1, 0.1, 0.4, 0.2, 0.3)]
    [InlineData(StochasticScheme.Gibbs, 1, 0.21383822036598443, 0.28865140515740234, 0.23632778232153764, 0.26118259215507555)]
    [InlineData(StochasticScheme.Gibbs, 2, 0.18065717187635372, 0.32917882930128367, 0.2206551680111943, 0.2695088308111684)]
    [InlineData(StochasticScheme.Rank, 1, 0.12, 0.48, 0.16, 0.24)]
    [InlineData(StochasticScheme.Rank, 2, 0.04390243902439024, 0.7024390243902439, 0.07804878048780486, 0.17560975609756097)]
    public void Stochastic_batches_draw_from_their_distribution(StochasticScheme scheme, double beta, params double[] expected)
    {
        var weights = StochasticBatch.LogWeights(scheme, [0.1f, 0.4f, 0.2f, 0.3f], beta).Select(Math.Exp).ToArray();
        Equal(expected, [.. weights.Select(weight => weight / weights.Sum())]);
    }

    [Fact]
    public void Neighbour_density_over_all_rows_is_the_information_density_without_the_row_itself()
    {
        double[] withItself =
        [
            0.3955254012314492, 0.42022030855562764, 0.41403076823095813, 0.4491160066025477, 0.447903133607257, 0.38964206345432617,
            0.39825780569892594, 0.35252276024515644,
        ];
        var context = Points();
        var densities = DensityWeighted.Densities(context, PoolView.OfCandidates(context, 100, 1, Signals.Embeddings), 7);
        Equal(withItself, [.. densities.Select(density => (1 + (7.0 * density)) / 8)]);
    }

    [Fact]
    public void Neighbour_density_is_the_mean_similarity_without_the_row_itself()
    {
        float[] values = [1, 0.2f, 0.1f, 1, 2.2f, 1.9f, 3.9f, 0.3f];
        var context = new FakeQueryContext(4) { Width = 2, Values = values };
        var densities = DensityWeighted.Densities(context, PoolView.OfCandidates(context, 100, 1, Signals.Embeddings), 3);
        Equal([0.3448562714397026, 0.321240449582095, 0.3096386382093157, 0.2539282418240562], [.. densities.Select(density => (double)density)]);
        Equal(
            [0.30966221462933013, 0.3528866869729769, 0.12212076409268405, 0.17600964546957992],
            Scores(new FakeQueryContext(6) { Width = 2, Values = [.. values, 1, 1, 2, 2], ClassCount = 3, Probabilities = P, Known = [(4, 0), (5, 1)] }, "density-weighted"));
    }
}
