using PluginAL.Abstractions;
using PluginAL.Engine.Measurement;

namespace PluginAL.Engine.Tests.Measurement;

public sealed class LabelQualityTests
{
    [Fact]
    public void The_confident_joint_counts_rows_by_given_and_true_class()
    {
        // Thresholds: class 0 (0.9 + 0.8 + 0.1)/3 = 0.6, class 1 (0.8 + 0.9)/2 = 0.85.
        int[] labels = [0, 0, 0, 1, 1];
        float[] probabilities = [0.9f, 0.1f, 0.8f, 0.2f, 0.1f, 0.9f, 0.2f, 0.8f, 0.1f, 0.9f];

        var joint = ConfidentLearning.Joint(labels, probabilities, 2);

        // Rows 0 and 1 truly 0, row 2 truly 1; of class 1, row 4 alone is confident, and stands for both.
        Assert.Equal(new double[,] { { 2, 1 }, { 0, 2 } }, joint);
        Assert.Equal([new LabelIssue(2, 0, 1, 0.1f)], ConfidentLearning.FindIssues(labels, probabilities, 2));
    }

    // Observed from another library: the confident joint [[2, 0, 0], [1, 3, 0], [0, 0, 1]] with the thresholds 2/3, 0.6375 and 0.75, one issue (row 3), and the self-confidence of each row.
    // We scale each row of the joint to the number of its labels: 3, 4 and 2.
    [Fact]
    public void Joint_issues_and_quality_agree_with_another_library()
    {
        int[] labels = [0, 1, 2, 1, 1, 0, 2, 1, 0];
        float[] probabilities =
        [
            0.9f, 0.05f, 0.05f, 0.2f, 0.7f, 0.1f, 0.1f, 0.2f, 0.7f, 0.85f, 0.1f, 0.05f, 0.05f, 0.9f, 0.05f, 0.3f, 0.3f, 0.4f, 0.1f, 0.1f, 0.8f, 0.05f, 0.85f, 0.1f, 0.8f, 0.1f, 0.1f,
        ];
        Assert.Equal(new double[,] { { 3, 0, 0 }, { 1, 3, 0 }, { 0, 0, 2 } }, ConfidentLearning.Joint(labels, probabilities, 3));
        Assert.Equal([new LabelIssue(3, 1, 0, 0.1f)], ConfidentLearning.FindIssues(labels, probabilities, 3));
    }

    [Fact]
    public void Flipped_labels_are_found()
    {
        var random = new RandomSource(7, "test");
        var (labels, probabilities, flipped) = (new int[3000], new float[9000], new HashSet<int>());
        for (var i = 0; i < 3000; i++)
        {
            var truth = i % 3;
            var sure = (float)(0.5 + (0.49 * random.Uniform(i, 0)));
            for (var j = 0; j < 3; j++)
            {
                probabilities[(3 * i) + j] = j == truth ? sure : (1 - sure) / 2;
            }

            labels[i] = truth;
            if (random.Uniform(i, 1) < 0.1)
            {
                labels[i] = (truth + 1) % 3;
                flipped.Add(i);
            }
        }

        var issues = ConfidentLearning.FindIssues(labels, probabilities, 3);

        var found = issues.Count(issue => flipped.Contains(issue.Index));
        Assert.True(found == issues.Count, $"{issues.Count - found} of {issues.Count} are not flipped");
        Assert.InRange((double)found / flipped.Count, 0.6, 1);
        Assert.Equal(issues.Select(issue => issue.Quality), issues.Select(issue => issue.Quality).Order());
        Assert.All(issues, issue => Assert.Equal(issue.Index % 3, issue.Suggested));
    }

    [Fact]
    public void A_class_that_does_not_exist_is_named() => Assert.Contains(
        "Row 1 has class 2", Assert.Throws<PluginALException>(() => ConfidentLearning.FindIssues([0, 2], [1, 0, 0, 1], 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Disputed_rows_are_labelled_again_before_clear_new_ones_and_unclear_new_ones_before_agreed()
    {
        const int none = ActiveLab.NoLabel;
        // Three annotators. Rows 0–7 agreed, row 8 in dispute with an unsure model.
        int[] labels = [0, 0, none, 1, 1, none, 0, 0, 0, 1, 1, 1, 0, none, 0, 1, none, 1, none, 0, 0, none, 1, 1, 0, 1, none];
        float[] labelled = [0.95f, 0.05f, 0.05f, 0.95f, 0.9f, 0.1f, 0.1f, 0.9f, 0.9f, 0.1f, 0.1f, 0.9f, 0.8f, 0.2f, 0.2f, 0.8f, 0.5f, 0.5f];
        float[] unlabelled = [0.99f, 0.01f, 0.5f, 0.5f];

        var scores = ActiveLab.Score(labels, 3, labelled, unlabelled, 2);

        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1], scores.Consensus.Take(8));
        Assert.True(scores.LabelledScores[8] < scores.UnlabelledScores[0], "a dispute comes before a clear new row");
        Assert.All(scores.LabelledScores.Take(8), score => Assert.True(scores.UnlabelledScores[1] < score, "an unclear new row comes before an agreed one"));
    }

    [Fact]
    public void An_annotator_who_disagrees_with_everybody_weighs_less()
    {
        var labels = new int[40 * 3];
        var probabilities = new float[40 * 2];
        for (var i = 0; i < 40; i++)
        {
            (labels[3 * i], labels[(3 * i) + 1], labels[(3 * i) + 2]) = (i % 2, i % 2, (i / 2) % 2);
            probabilities[(2 * i) + (i % 2)] = 0.8f;
            probabilities[(2 * i) + 1 - (i % 2)] = 0.2f;
        }

        var scores = ActiveLab.Score(labels, 3, probabilities, [], 2);

        Assert.True(scores.AnnotatorWeights[2] < scores.AnnotatorWeights[0] / 2);
        Assert.Equal(scores.AnnotatorWeights[0], scores.AnnotatorWeights[1], 12);
    }
}
