using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Expected average precision: how well the other candidates would be ranked without the row, the expected average precision of the ranking by p_c
/// of all others, summed over the classes (Wang, Chang, Shi, Yang and Shen 2018, "Uncertainty sampling for action recognition via maximizing
/// expected average precision").
/// </summary>
/// <remarks>
/// Labels are independent with chances p. With the rows in descending order, g(n, t) the chance of t positives among the first n, and f(n, t)
/// the expectation of Σ precision at each positive over outcomes with t positives, f(n, t) = p_n [f(n−1, t−1) + g(n−1, t−1) t/n] + (1 − p_n) f(n−1, t)
/// with f(0, 0) = 0, the value is Σ_t f(N, t) ÷ t, in [0, 1] for each class: exactly the mean over all 2^N outcomes. Batch: the highest scores,
/// duplicates last. In a cold start the session draws at random. O(n³ · C) for n candidates, a random sample of more.
/// </remarks>
/// <param name="options">How many candidates are tried.</param>
[Strategy("expected-average-precision", Summary = "The row without which the others are ranked best.", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class ExpectedAveragePrecision(ExpectedAveragePrecisionOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Probabilities | Signals.Embeddings);
        var scores = new float[view.Count];
        Parts.ForEach(view.Count, context.Cancellation, (first, rows) =>
        {
            var others = new double[view.Count - 1];
            for (var i = first; i < first + rows; i++)
            {
                var total = 0.0;
                for (var c = 0; c < view.Classes; c++)
                {
                    for (int j = 0, at = 0; j < view.Count; j++)
                    {
                        if (j != i)
                        {
                            others[at++] = view.Probability(j)[c];
                        }
                    }

                    total += Expected(others);
                }

                scores[i] = (float)total;
            }
        }, 1);
        return new Batch(view, count).Best(scores);
    }

    /// <summary>The expected average precision of ranking rows by their chances; sorts them.</summary>
    internal static double Expected(Span<double> chances)
    {
        chances.Sort();
        chances.Reverse();
        var positives = new double[chances.Length + 1];
        var sums = new double[chances.Length + 1];
        positives[0] = 1;
        for (var n = 1; n <= chances.Length; n++)
        {
            var p = chances[n - 1];
            for (var t = n; t >= 1; t--)
            {
                sums[t] = (p * (sums[t - 1] + (positives[t - 1] * t / n))) + ((1 - p) * sums[t]);
                positives[t] = (p * positives[t - 1]) + ((1 - p) * positives[t]);
            }

            positives[0] *= 1 - p;
        }

        var expected = 0.0;
        for (var t = 1; t < sums.Length; t++)
        {
            expected += sums[t] / t;
        }

        return expected;
    }
}
