using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Average confidence: how near the boundary a row's labels are on average, 1 − mean over l of |2p_l − 1|, in [0, 1] (Esuli and Sebastiani 2009, "Active learning
/// strategies for multi-label text categorization", confidence averaged over the labels; low confidence is asked for first). O(L) for each row.
/// Batch: the highest scores. In a cold start the session draws at random.
/// </summary>
[Strategy("average-confidence", Summary = "How near the boundary a row's labels are on average.", Needs = Signals.LabelProbabilities)]
public sealed class AverageConfidence : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var sum = 0.0;
            foreach (var p in block.LabelProbabilities.Slice(i * block.LabelCount, block.LabelCount))
            {
                sum += Math.Abs((2.0 * p) - 1);
            }

            scores[i] = (float)(1 - (sum / block.LabelCount));
        }
    }
}
