using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Predictive variance: the variance of each class's probability over the members (÷ M), averaged over the classes, in [0, ¼] (the
/// measure that Gal and Ghahramani 2016, "Dropout as a Bayesian approximation", read off several passes). Of numbers, it is the variance of what the members
/// predict: query by committee for regression (Burbidge, Rowland and King 2007, "Active learning for regression based on query by committee"). O(M · C) for each row. Batch: the highest
/// scores. In a cold start the session draws at random.</summary>
[Strategy("predictive-variance", Summary = "The variance of the class probabilities over the members, averaged over the classes.", Needs = Signals.Members)]
public sealed class PredictiveVariance : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        var (members, classes) = (block.MemberCount, block.ClassCount);
        for (var i = 0; i < block.Count; i++)
        {
            var row = block.Members.Slice(i * members * classes, members * classes);
            var variance = 0.0;
            for (var c = 0; c < classes; c++)
            {
                double mean = 0, squares = 0;
                for (var m = c; m < row.Length; m += classes)
                {
                    mean += row[m];
                }

                mean /= members;
                for (var m = c; m < row.Length; m += classes)
                {
                    squares += (row[m] - mean) * (row[m] - mean);
                }

                variance += squares / members;
            }

            scores[i] = (float)(variance / classes);
        }
    }
}
