using System.Collections.Immutable;
using PluginAL.Abstractions;
using static PluginAL.Strategies.Tests.Observed;

namespace PluginAL.Strategies.Tests;

/// <summary>Strategies for rows with any number of labels.</summary>
public sealed class MultiLabelStrategiesTests
{
    /// <summary>Label probabilities of four rows on which other libraries were observed.</summary>
    private static readonly float[] Q = [0.9f, 0.2f, 0.1f, 0.55f, 0.45f, 0.5f, 0.8f, 0.7f, 0.05f, 0.3f, 0.35f, 0.4f];

    /// <summary>Their labels as decided.</summary>
    private static readonly float[] Decided = [1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0];

    private static readonly int[][] Given = [[0, 2], [1], [0, 1, 2]];

    /// <summary>The labels of the eight observed points.</summary>
    private static readonly int[][] Y3 = [[0, 2], [1], [0, 1], [2], [0], [1, 2], [0, 1, 2], [1]];

    private static MultiLabel Labels(params int[] labels) => new([.. labels]);

    private static TaskContext Predicted(float[] probabilities, int labels = 3, params int[][] given)
    {
        var rows = probabilities.Length / labels;
        return new TaskContext(rows + given.Length, LearningTask.MultiLabel)
        {
            Values = [.. Enumerable.Range(0, rows + given.Length).Select(row => (float)row)], LabelCount = labels,
            LabelProbabilities = [.. probabilities, .. given.SelectMany(set => Enumerable.Range(0, labels).Select(l => set.Contains(l) ? 0.9f : 0.1f))],
            Known = [.. given.Select((set, i) => ((long)(rows + i), (Label)Labels(set)))],
        };
    }

    private static TaskContext Points() => new(8, LearningTask.MultiLabel)
    {
        Width = 2, Values = X, LabelCount = 3, Known = [.. ((int[])[0, 2, 3, 5]).Select(row => ((long)row, (Label)Labels(Y3[row])))],
        Learner = (features, labels) => new KernelLabels(features, labels, 3, 2),
    };

    [Fact]
    public void Losses_of_hard_decisions_are_those_observed()
    {
        Equal([0, 0, 2, 2], Predicted(Decided).Scores("max-loss"));
        Equal([4 / 3.0, 4 / 3.0, 4 / 3.0, 0], Predicted(Decided).Scores("mean-max-loss"));
    }

    [Fact]
    public void The_label_nearest_to_the_boundary_decides()
    {
        // Observed on decision values: row 1, whose nearest is 0.05. One library takes the farthest when it breaks ties at random.
        double[] decisions = [0.9, -0.2, 1.1, -0.05, 0.7, -2, 1.5, -1.2, 0.6, 0.4, -0.3, 0.8];
        var context = Predicted([.. decisions.Select(f => (float)(1 / (1 + Math.Exp(-2 * f))))]);
        Assert.Equal(1, context.Rows("binary-minimum", 1)[0]);
        Equal([1 - 0.6, 1 - 0, 1 - 0.4, 1 - 0.2], Predicted(Q).Scores("binary-minimum"));
    }

    [Fact]
    public void The_points_nearest_to_the_boundary_and_the_adaptive_choice_are_those_observed()
    {
        Assert.Equal(7, Points().Rows("binary-minimum", 1)[0]);
        Assert.Equal(7, Points().Rows("adaptive", 1)[0]);
    }

    [Fact]
    public void Confidence_is_the_distance_from_one_half_and_the_less_the_better()
    {
        // One library averages the probabilities themselves and takes the highest (0.40, 0.50, 0.52, 0.35), and for the least takes the lowest probability:
        // a label at 0.05 is no less certain than one at 0.95. Esuli and Sebastiani ask for low confidence.
        Equal([1 - (0.8 + 0.6 + 0.8) / 3, 1 - (0.1 + 0.1 + 0) / 3, 1 - (0.6 + 0.4 + 0.9) / 3, 1 - (0.4 + 0.3 + 0.2) / 3], Predicted(Q).Scores("average-confidence"));
    }

    [Fact]
    public void A_score_rises_with_the_probability()
    {
        // One library weighs p by ±½ as the label is decided: 0.49 counts −0.245, 0.51 counts 0.255, and 0 counts more than 0.49. Ours is 2p − 1;
        // with a label decided for, it is four times theirs less one.
        double[] theirs = [0.45, 0.275, 0.4];
        var ours = Predicted(Q).Scores("max-score");
        for (var i = 0; i < theirs.Length; i++)
        {
            Assert.Equal((4 * theirs[i]) - 1, ours[i], 1e-6);
        }

        Assert.Equal((2 * 0.4) - 1, ours[3], 1e-6);
        Equal([(2 * 1.2 / 3) - 1, 0, (2 * 1.55 / 3) - 1, (2 * 1.05 / 3) - 1], Predicted(Q).Scores("average-score"));
        Assert.True(Predicted([0.49f, 0, 0, 0, 0, 0]).Scores("average-score")[0] > Predicted([0.49f, 0, 0, 0, 0, 0]).Scores("average-score")[1]);
    }

    [Fact]
    public void Label_cardinality_is_compared_with_what_is_usual()
    {
        // Labelled rows have two labels on average.
        Equal([1, 1, 0, 2], Predicted(Q, 3, Given).Scores("label-cardinality-inconsistency"));
    }

    [Fact]
    public void Adaptive_scores_are_margin_and_cardinality_to_the_powers_of_beta()
    {
        // One library takes the gap of the two greatest probabilities as margin and adds one to the inconsistency: for β = ½ 1.69, 6.32, 3.16, 7.75.
        // Li and Guo's margin is that between the labels decided for and the others; of none decided for, the empty side counts as 1.
        var context = Predicted(Q, 3, Given);
        context.Needs = (Signals)~0;
        var proposals = new Adaptive(new AdaptiveOptions { Steps = 2 }).Propose(context, 4);
        double[] margins = [0.8 + 0.6, 0.1 - 0, 0.4 + 0.9, 1 + 0.2];
        double[] inconsistencies = [1, 1, 0.01, 2];
        var expected = Enumerable.Range(0, 4).Select(i => Math.Sqrt(inconsistencies[i] / margins[i])).ToArray();
        var half = new Adaptive(new AdaptiveOptions { Steps = 2 }).Propose(context, 1);
        Assert.Single(proposals);
        Assert.Equal([3L, 1L], half.Select(proposal => proposal[0].Row));
        Assert.Equal(expected[1], half[1][0].Score, 1e-4);
    }

    [Fact]
    public void Adaptive_takes_the_proposal_that_makes_the_model_surest()
    {
        var context = Points();
        var strategy = new Adaptive(new AdaptiveOptions());
        context.Needs = Signals.LabelProbabilities | Signals.Features;
        var (best, least) = (-1L, double.PositiveInfinity);
        foreach (var proposal in strategy.Propose(context, 1))
        {
            var row = proposal[0].Row;
            var said = Say(context.Model!, [row]);
            var trained = context.Fit([.. context.LabelledRows, row], [.. context.Labels, LabelSets.Predicted(said)]);
            var loss = Say(trained, [.. context.Candidates.Rows()]).Sum(p => 1 - Math.Abs((2.0 * p) - 1));
            (best, least) = loss < least ? (row, loss) : (best, least);
        }

        Assert.Equal(best, context.Rows("adaptive", 1)[0]);
        Assert.Equal(3, context.Rows("adaptive", 3).Distinct().Count());

        float[] Say(IModel model, long[] rows)
        {
            var probabilities = new float[rows.Length * 3];
            ((IMultiLabelClassifier)model).PredictLabels(
                FeatureBlock.Dense([.. rows.SelectMany(row => X[(2 * (int)row)..((2 * (int)row) + 2)])], rows.Length, 2), probabilities);
            return probabilities;
        }
    }

    [Fact]
    public void Mmc_expects_as_many_labels_wrong_as_the_predicted_number_leaves()
    {
        // All labelled rows have two labels, so two are predicted everywhere: Σ 1 − p over the two likeliest, Σ p over the third.
        Equal([0.1 + 0.8 + 0.1, 0.45 + 0.5 + 0.45, 0.2 + 0.3 + 0.05, 0.6 + 0.65 + 0.3], Predicted(Q, 3, [0, 1], [1, 2]).Scores("mmc"));
    }

    [Fact]
    public void Mmc_learns_how_many_labels_a_row_has()
    {
        // Rows whose probabilities are alike have three labels, those with one far ahead have one.
        var random = new RandomSource(2, "mmc");
        int[][] given = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? (int[])[0, 1, 2] : [i % 3])];
        var context = new TaskContext(42, LearningTask.MultiLabel)
        {
            LabelCount = 3, Values = new float[42], Known = [.. given.Select((set, i) => ((long)i, (Label)Labels(set)))],
            LabelProbabilities = [.. given.SelectMany((set, i) => Enumerable.Range(0, 3).Select(l =>
                (float)((set.Length == 3 ? 0.6 : set.Contains(l) ? 0.7 : 0.1) + (0.1 * random.Uniform(i, l))))), 0.7f, 0.65f, 0.6f, 0.8f, 0.1f, 0.15f],
        };
        Equal([0.3 + 0.35 + 0.4, 0.2 + 0.1 + 0.15], context.Scores("mmc"));
    }

    [Fact]
    public void Cvirs_is_the_published_product()
    {
        // One library throws the entropy distance away and keeps Hamming's, takes row sums for margins and argsort for ranks: 0.28, 0.28, 0.37, 0.44.
        var (scores, expected) = (Predicted(Q, 3, Given).Scores("cvirs"), new double[4]);
        for (var i = 0; i < 4; i++)
        {
            var borda = 0.0;
            for (var l = 0; l < 3; l++)
            {
                float Margin(int row) => Math.Abs((2 * Q[(row * 3) + l]) - 1);
                var rank = 1 + Enumerable.Range(0, 4).Count(j => Margin(j) < Margin(i)) + (Enumerable.Range(0, 4).Count(j => j != i && Margin(j) == Margin(i)) / 2.0);
                borda += (4 - rank) / (3 * (4 - 1));
            }

            bool[] predicted = [.. Enumerable.Range(0, 3).Select(l => Q[(i * 3) + l] > 0.5f)];
            expected[i] = borda * Given.Average(set => Distance(predicted, [.. Enumerable.Range(0, 3).Select(set.Contains)]));
        }

        Equal(expected, scores);
    }

    [Fact]
    public void The_distance_of_label_sets_is_the_variation_of_information_and_one_for_opposites()
    {
        for (var a = 0UL; a < 16; a++)
        {
            for (var b = 0UL; b < 16; b++)
            {
                bool[] first = [.. Enumerable.Range(0, 4).Select(l => (a >> l & 1) != 0)];
                bool[] second = [.. Enumerable.Range(0, 4).Select(l => (b >> l & 1) != 0)];
                Assert.Equal(Distance(first, second), Cvirs.Distance([a], [b], 4), 1e-12);
            }
        }

        Assert.Equal(0, Cvirs.Distance([5, 1], [5, 1], 70), 1e-12);
    }

    [Fact]
    public void Auxiliary_learners_are_compared_label_by_label()
    {
        // y = (1, 0): the first member agrees on both, the second on neither.
        var context = new TaskContext(1, LearningTask.MultiLabel)
        {
            LabelCount = 2, LabelProbabilities = [0.8f, 0.3f], MemberCount = 2, Members = [0.9f, 0.4f, 0.25f, 0.6f],
        };
        Equal([0.5], context.Scores("auxiliary-learner"));
        Equal([(0.1 + 0.4 + 0.75 + 0.6) / 4], context.Scores("auxiliary-learner", """{"loss":"soft-hamming"}"""));
    }

    [Fact]
    public void Labels_of_another_kind_are_refused()
    {
        var context = new TaskContext(2, LearningTask.MultiLabel) { LabelCount = 1, LabelProbabilities = [0.5f, 0.5f], Known = [(0, new ClassLabel(0))] };
        foreach (var name in (string[])["label-cardinality-inconsistency", "cvirs", "mmc", "adaptive"])
        {
            Assert.Equal(ErrorKind.Usage, Assert.Throws<PluginALException>(() => context.Select(name, 1)).Kind);
        }
    }

    private static double Distance(bool[] a, bool[] b)
    {
        if (a.Zip(b, (x, y) => x != y).All(different => different))
        {
            return 1;
        }

        double Entropy<T>(IEnumerable<T> values) => values.GroupBy(value => value)
            .Sum(group => -(double)group.Count() / a.Length * Math.Log((double)group.Count() / a.Length));
        var joint = Entropy(a.Zip(b));
        return joint == 0 ? 0 : ((2 * joint) - Entropy(a) - Entropy(b)) / joint;
    }
}
