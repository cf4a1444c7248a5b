using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Average score: how many labels a row seems to have, mean over l of 2p_l − 1, in [−1, 1] (Esuli and Sebastiani 2009, "Active learning strategies for
/// multi-label text categorization", score evidence averaged over the labels). O(L) for each row. Batch: the highest scores. In a cold start the
/// session draws at random.
/// </summary>
[Strategy("average-score", Summary = "How many labels a row seems to have: finds rows of rare labels.", Needs = Signals.LabelProbabilities)]
public sealed class AverageScore : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var sum = 0.0;
            foreach (var p in block.LabelProbabilities.Slice(i * block.LabelCount, block.LabelCount))
            {
                sum += p;
            }

            scores[i] = (float)((2 * sum / block.LabelCount) - 1);
        }
    }
}
