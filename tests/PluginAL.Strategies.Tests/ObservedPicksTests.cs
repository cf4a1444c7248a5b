using PluginAL.Abstractions;
using static PluginAL.Strategies.Tests.Observed;

namespace PluginAL.Strategies.Tests;

/// <summary>More of what other libraries were observed to pick, and brute force to give.</summary>
public sealed class ObservedPicksTests
{
    [Fact]
    public void The_stand_in_model_is_the_parzen_window_of_the_observations()
    {
        double[] second =
        [
            0.00033542283213986324, 0.0394530673934597, 0.02536783289009274, 0.9854759467147917, 0.9940753813175921, 0.9999998874365086, 0.999999749110362, 0.0142013014925221,
        ];
        var probabilities = new float[16];
        ((IClassifier)Points(0, [0, 3, 5, 7]).Model!).PredictProbabilities(FeatureBlock.Dense(X, 8, 2), probabilities);
        Equal(second, [.. Enumerable.Range(0, 8).Select(row => (double)probabilities[(2 * row) + 1])]);
    }

    [Fact]
    public void Classes_are_evened_out()
    {
        // Labelled 0 0 0 1, predicted 0 0 1 1 2 2 2 0, six wanted: one, two and three of the classes.
        int[] predicted = [0, 0, 1, 1, 2, 2, 2, 0];
        var context = new FakeQueryContext(12)
        {
            Width = 1, Values = [.. Enumerable.Range(0, 12).Select(row => (float)row)], ClassCount = 3, Known = [(8, 0), (9, 0), (10, 0), (11, 1)],
            Probabilities = [.. Enumerable.Range(0, 12).SelectMany(row => Enumerable.Range(0, 3).Select(c => c == (row < 8 ? predicted[row] : 0) ? 0.5f : 0.25f))],
        };
        var rows = Strategy.Rows(context, "class-balancer", 6);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(c => rows.Count(row => predicted[row] == c)));
    }

    [Theory]
    [InlineData("margin", 0.4, 0.0, 0.0, 0.7666666666666666)]
    [InlineData("least-confidence", 0.65, 0.3333333333333333, 0.3333333333333333, 0.85)]
    public void Measures_over_the_mean_of_a_committee(string name, params double[] certainty)
    {
        float[] mean = [.. Enumerable.Range(0, 12).Select(i => Enumerable.Range(0, 3).Average(member => M[(i / 3 * 9) + (member * 3) + (i % 3)]))];
        Equal([.. certainty.Select(value => 1 - value)], Scores(Predicted(mean), name));
    }

    [Fact]
    public void A_ranked_batch_starts_in_the_middle()
    {
        var context = new FakeQueryContext(6) { Width = 2, Values = [1, 0.2f, 0.1f, 1, 2, 2, 2.2f, 1.9f, 3.9f, 0.3f, 0.2f, 3] };
        var view = PoolView.OfCandidates(context, 100, 4, Signals.Embeddings);
        var batch = RankedBatch.Rank(context, view, Labelled.View(context, Signals.Embeddings, view), [0.1f, 0.35f, 0.5f, 0.48f, 0.05f, 0.4f], 4);

        // The library's order is 2 1 5 4: it weighs the labelled rows otherwise. The rows are the same, and so is the first.
        Assert.Equal(2, batch[0].Row);
        Assert.Equal([1L, 2, 4, 5], batch.Select(row => row.Row).Order());
    }

    [Fact]
    public void What_is_told_apart_from_the_labelled_comes_first() => Assert.Equal(1, Strategy.Rows(Points(0, [0, 3, 5, 7]), "discriminative", 1)[0]);

    [Theory]
    [InlineData(0.46195244636189714, 0, 1)]
    [InlineData(0.014305394687325279, 0, 2)]
    [InlineData(0.013162150701678588, 0, 3)]
    [InlineData(0.46449583218398294, 1, 2)]
    [InlineData(0.46397009360820785, 1, 3)]
    [InlineData(0.018175684413545, 2, 3)]
    [InlineData(0.4668541460535427, 1, 2, 0)]
    [InlineData(0.46885967855016686, 1, 2, 3)]
    public void The_joint_information_of_rows_is_that_of_brute_force(double expected, params int[] rows)
    {
        var outcomes = new JointOutcomes(3, 3, 1000, new RandomSource(1, "joint"));
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += outcomes.Gain(M.AsSpan(row * 9, 9));
            outcomes.Add(M.AsSpan(row * 9, 9));
        }

        Assert.Equal(expected, sum, 1e-6);
    }

    [Theory]
    [InlineData("zero-one", 0.07592827868514862, 0.06518204380678264, 0.12333668565417844, 0.07826178790041924)]
    [InlineData("log", 0.30284967209685815, 0.27098719634909435, 0.47206651899134905, 0.34935689257390323)]
    public void One_library_counts_the_candidate_itself_among_those_that_are_left(string loss, params double[] included)
    {
        // What it adds is the candidate's own expected loss, which no longer matters once its label is known; ours leaves it out, and the order of the two best is the same here.
        var ours = Scores(Points(0, 3, 5, 7), "expected-error-reduction", $$"""{"loss":"{{loss}}"}""");
        Assert.All(ours.Zip(included), pair => Assert.True(-pair.First < pair.Second));
        Assert.Equal(Array.IndexOf(included, included.Min()), Array.IndexOf(ours, ours.Max()));
    }
}
