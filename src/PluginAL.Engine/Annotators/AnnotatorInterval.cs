using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Annotators;

/// <summary>
/// How often an annotator agrees with the majority, with an interval (Donmez, Carbonell and Schneider 2009, "Efficiently learning the accuracy of labeling sources for
/// selective sampling"): m ± t(1 − α/2; n − 1) · s ÷ √n over the annotator's n rewards, 1 for a row on which it agrees, 0 for others, and one of each from the start.
/// </summary>
/// <param name="Lower">The lower end, at least 0.</param>
/// <param name="Mean">m.</param>
/// <param name="Upper">The upper end, at most 1: an accuracy cannot exceed it.</param>
/// <param name="Rewards">n, the two from the start included.</param>
/// <remarks>n is the number of the annotator's own rewards and s their sample standard deviation, as in the paper; libraries were seen to take the number of annotators, the
/// deviation of the population, and no bound. A row with one label tells nothing and does not count; on a tie, whoever gave one of the tied classes gets ½.</remarks>
public sealed record AnnotatorInterval(double Lower, double Mean, double Upper, int Rewards)
{
    /// <summary>The intervals of all annotators.</summary>
    /// <param name="labels">Their labels.</param>
    /// <param name="alpha">α, in (0, 1): intervals cover with 1 − α.</param>
    /// <returns>One for each annotator.</returns>
    public static IReadOnlyList<AnnotatorInterval> Of(AnnotatorLabels labels, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var rewards = new List<double>[labels.AnnotatorCount];
        for (var a = 0; a < rewards.Length; a++)
        {
            rewards[a] = [0, 1];
        }

        foreach (var row in labels.Rows)
        {
            var given = labels.Of(row);
            if (given.Count < 2)
            {
                continue;
            }

            var vote = MajorityVote.Of(given, labels.ClassCount);
            foreach (var (annotator, @class) in given)
            {
                rewards[annotator].Add(!vote.Tied.Contains(@class) ? 0 : vote.IsTie ? 0.5 : 1);
            }
        }

        return [.. rewards.Select(own => Of(own, alpha))];
    }

    private static AnnotatorInterval Of(List<double> rewards, double alpha)
    {
        var n = rewards.Count;
        var mean = rewards.Average();
        var deviation = Math.Sqrt(rewards.Sum(reward => (reward - mean) * (reward - mean)) / (n - 1));
        var half = StudentT.Quantile(1 - (alpha / 2), n - 1) * deviation / Math.Sqrt(n);
        return new AnnotatorInterval(Math.Max(0, mean - half), mean, Math.Min(1, mean + half), n);
    }
}
