using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// Compares strategies over several data sets by their ranks, as Demšar (2006, "Statistical Comparisons of Classifiers over Multiple Data
/// Sets") proposes: Friedman's test in the form of Iman and Davenport says whether any differ, Nemenyi's critical difference which do.
/// </summary>
/// <param name="MeanRanks">The mean rank of each strategy; 1 is best.</param>
/// <param name="PValue">The p value of "all strategies are alike"; 1 with fewer than two sets.</param>
/// <param name="CriticalDifference">Two strategies differ at the 5 % level where their mean ranks differ by at least this.</param>
public sealed record RankComparison(IReadOnlyList<double> MeanRanks, double PValue, double CriticalDifference)
{
    /// <summary>Ranks strategies.</summary>
    /// <param name="scores">For each data set, the score of each of k ≥ 2 strategies in the same order; equal scores share a rank.</param>
    /// <param name="lowerIsBetter">Whether less is better.</param>
    /// <returns>The comparison.</returns>
    public static RankComparison Of(IReadOnlyList<IReadOnlyList<double>> scores, bool lowerIsBetter = false)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfZero(scores.Count, nameof(scores));
        var (sets, k) = (scores.Count, scores[0].Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2, nameof(scores));
        var ranks = new double[k];
        foreach (var set in scores)
        {
            if (set.Count != k)
            {
                throw new ArgumentException($"One set has {set.Count} scores, another {k}: every strategy needs a score on every set.", nameof(scores));
            }

            for (var i = 0; i < k; i++)
            {
                var better = set.Count(other => lowerIsBetter ? other < set[i] : other > set[i]);
                ranks[i] += better + ((set.Count(other => other.Equals(set[i])) + 1) / 2.0);
            }
        }

        for (var i = 0; i < k; i++)
        {
            ranks[i] /= sets;
        }

        var critical = StudentisedRange.Quantile(0.95, k) / Math.Sqrt(2) * Math.Sqrt(k * (k + 1) / (6.0 * sets));
        return new RankComparison(ranks, PValueOf(ranks, sets, k), critical);
    }

    private static double PValueOf(double[] ranks, int sets, int k)
    {
        if (sets < 2)
        {
            return 1;
        }

        var chiSquare = 12.0 * sets / (k * (k + 1)) * (ranks.Sum(rank => rank * rank) - (k * (k + 1.0) * (k + 1) / 4));
        var rest = (sets * (k - 1)) - chiSquare;
        if (rest <= 1e-12)
        {
            return 0;
        }

        var f = (sets - 1) * chiSquare / rest;
        double first = k - 1;
        var second = first * (sets - 1);
        return StudentT.IncompleteBeta(second / (second + (first * f)), second / 2, first / 2);
    }
}
