using PluginAL.Abstractions;
using PluginAL.Engine.Annotators;
using Xunit.Abstractions;

namespace PluginAL.Engine.Tests.Annotators;

public sealed class ConsensusTests(ITestOutputHelper output)
{
    private static AnnotatorLabel[] Labels(params int[] classes) => [.. classes.Select((c, a) => new AnnotatorLabel(a, c))];

    /// <summary>Labels as rows of annotators; −1: none.</summary>
    internal static AnnotatorLabels Table(int classes, params int[][] rows)
    {
        var labels = new AnnotatorLabels(rows[0].Length, classes);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var a = 0; a < rows[row].Length; a++)
            {
                if (rows[row][a] >= 0)
                {
                    labels.Add(row, a, rows[row][a]);
                }
            }
        }

        return labels;
    }

    [Fact]
    public void The_majority_counts()
    {
        // Observed from another library: three votes for 1.
        var vote = MajorityVote.Of(Labels(1, 0, 1, 2, 1), 3);
        Assert.Equal((1, 3.0, 0.6, false), (vote.Class, vote.Weight, vote.Share, vote.IsTie));
    }

    [Fact]
    public void Weights_count_and_ties_are_named()
    {
        // A library takes weights and ignores them, so that 1 wins with 2 votes here; 5 votes for 0 outweigh 0.2.
        Assert.Equal(0, MajorityVote.Of(Labels(1, 0, 1), 2, [0.1, 5.0, 0.1]).Class);
        var tie = MajorityVote.Of(Labels(2, 0, 2, 0, 1), 3);
        Assert.True(tie.IsTie);
        Assert.Equal([0, 2], tie.Tied);
        Assert.Throws<ArgumentException>(() => MajorityVote.Of([], 2));
        Assert.Throws<ArgumentException>(() => MajorityVote.Of(Labels(0, 1), 2, [1]));
        Assert.Throws<ArgumentException>(() => MajorityVote.Of(Labels(0, 1), 2, [1, -1]));
    }

    [Fact]
    public void Intervals_are_those_of_a_library_but_for_what_it_leaves_out()
    {
        // Observed: lower, mode and upper ends, with the deviation of the population (we take the sample's, √(n ÷ (n − 1)) wider, n = 8) and ends beyond 1.
        double[][] observed = [[0.5985120688832035, 0.875, 1.1514879311167965], [0.3879923219758697, 0.75, 1.1120076780241304], [0.22026311178059393, 0.625, 1.029736888219406]];
        var intervals = AnnotatorInterval.Of(Table(2, [0, 0, 1], [1, 1, 1], [0, 0, 0], [1, 0, 1], [0, 0, 1], [1, 1, 1]));
        for (var a = 0; a < 3; a++)
        {
            var half = (observed[a][1] - observed[a][0]) * Math.Sqrt(8 / 7.0);
            Assert.Equal(observed[a][1], intervals[a].Mean, 1e-12);
            Assert.Equal(observed[a][1] - half, intervals[a].Lower, 1e-9);
            Assert.Equal(1, intervals[a].Upper);
            Assert.Equal(8, intervals[a].Rewards);
        }
    }

    [Fact]
    public void The_number_of_rewards_is_that_of_the_annotators_own_labels()
    {
        // A library takes the number of annotators (3) for n and reports an upper bound of 1.83 for three agreements in four. Ours: (3 + 1) ÷ (4 + 2) with n = 6, at most 1.
        var interval = AnnotatorInterval.Of(Table(2, [1, 1, 1], [0, 1, 1], [1, 1, 1], [1, 1, 1]))[0];
        Assert.Equal(4 / 6.0, interval.Mean, 12);
        Assert.Equal(1, interval.Upper);
        Assert.Equal((4 / 6.0) - (2.5705818356363146 * Math.Sqrt(((4 * (1 / 9.0)) + (2 * (4 / 9.0))) / 5) / Math.Sqrt(6)), interval.Lower, 1e-9);
    }

    [Fact]
    public void A_lone_label_tells_nothing_and_a_tie_half()
    {
        Assert.All(AnnotatorInterval.Of(Table(2, [0, -1], [-1, 1])), interval => Assert.Equal((2, 0.5), (interval.Rewards, interval.Mean)));
        Assert.All(AnnotatorInterval.Of(Table(2, [0, 1])), interval => Assert.Equal((3, 0.5), (interval.Rewards, interval.Mean)));
    }

    [Fact]
    public void Expectation_maximisation_finds_who_errs_and_how()
    {
        // 600 rows; the fifth annotator says the opposite nine times in ten, the fourth guesses.
        var random = new RandomSource(4, "crowd");
        double[] skill = [0.9, 0.8, 0.7, 0.5, 0.1];
        var labels = new AnnotatorLabels(5, 2);
        var truth = new int[600];
        for (var row = 0; row < 600; row++)
        {
            truth[row] = random.Uniform(row, 0) < 0.7 ? 1 : 0;
            for (var a = 0; a < 5; a++)
            {
                labels.Add(row, a, random.Uniform(row, 1 + a) < skill[a] ? truth[row] : 1 - truth[row]);
            }
        }

        var estimate = DawidSkene.Fit(labels);
        for (var a = 0; a < 5; a++)
        {
            Assert.Equal(skill[a], estimate.Accuracy(a), 0.06);
        }

        Assert.Equal(0.7, estimate.Priors[1], 0.05);
        var right = Enumerable.Range(0, 600).Average(row => estimate.Consensus(row) == truth[row] ? 1.0 : 0);
        var majority = Enumerable.Range(0, 600).Average(row => MajorityVote.Of(labels.Of(row), 2).Class == truth[row] ? 1.0 : 0);
        Assert.True(right > majority + 0.08, $"{right} and {majority}");
        Assert.InRange(estimate.Iterations, 2, 199);
    }

    [Fact]
    public void The_posterior_is_the_formula()
    {
        var labels = Table(3, [0, 1, 0], [2, 2, 1], [1, 1, -1], [0, -1, 0], [2, 1, 2]);
        var estimate = DawidSkene.Fit(labels);
        foreach (var row in labels.Rows)
        {
            var products = Enumerable.Range(0, 3)
                .Select(c => labels.Of(row).Aggregate(estimate.Priors[c], (product, label) => product * estimate.Confusions[label.Annotator][c, label.Class]))
                .ToArray();
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(products[c] / products.Sum(), estimate.Posterior(row)[c], 1e-6);
            }
        }

        Assert.Equal(estimate.Priors, estimate.Posterior(77));
        Assert.Throws<PluginALException>(() => DawidSkene.Fit(new AnnotatorLabels(2, 2)));
        Assert.Throws<PluginALException>(() => labels.Add(0, 3, 0));
        Assert.Throws<PluginALException>(() => labels.Add(0, 0, 3));
    }

    // The baselines that come with the data.
    [DataTheory("crowd_bluebird")]
    [InlineData("crowd_bluebird", 0.7593, 0.8981)]
    public void Bluebirds(string set, double majority, double dawidSkene) => Compare(set, majority, dawidSkene);

    [DataTheory("crowd_rte")]
    [InlineData("crowd_rte", 0.8969, 0.9275)]
    public void Recognising_textual_entailment(string set, double majority, double dawidSkene) => Compare(set, majority, dawidSkene);

    private void Compare(string set, double majority, double dawidSkene)
    {
        var data = new CrowdData(set);
        var estimate = DawidSkene.Fit(data.Labels);

        // A tie counts half, as a coin would decide it.
        var votes = data.Labels.Rows.Average(row => MajorityVote.Of(data.Labels.Of(row), data.Labels.ClassCount) is var vote && vote.Tied.Contains(data.Truth[row]) ? 1.0 / vote.Tied.Count : 0);
        var weights = AnnotatorInterval.Of(data.Labels).Select(interval => Math.Max(0, (2 * interval.Mean) - 1)).ToArray();
        var weighted = data.Accuracy(row => MajorityVote.Of(data.Labels.Of(row), data.Labels.ClassCount, weights).Class);
        var em = data.Accuracy(estimate.Consensus);
        output.WriteLine(FormattableString.Invariant($"{set}: majority {votes:F4}, weighted by agreement {weighted:F4}, Dawid-Skene {em:F4} in {estimate.Iterations} iterations"));
        Assert.Equal(majority, votes, 0.002);
        Assert.Equal(dawidSkene, em, 0.003);
    }
}
