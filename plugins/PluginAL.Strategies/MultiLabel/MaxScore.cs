using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Max score: how surely a row has its likeliest label, max over l of 2p_l − 1, in [−1, 1] (Esuli and Sebastiani 2009, "Active learning strategies for
/// multi-label text categorization", score evidence: where labels are rare, rows that seem to have one teach most). O(L) for each row. Batch: the
/// highest scores. In a cold start the session draws at random.
/// </summary>
[Strategy("max-score", Summary = "How surely a row has its likeliest label: finds rows of rare labels.", Needs = Signals.LabelProbabilities)]
public sealed class MaxScore : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var most = float.NegativeInfinity;
            foreach (var p in block.LabelProbabilities.Slice(i * block.LabelCount, block.LabelCount))
            {
                most = Math.Max(most, p);
            }

            scores[i] = (2 * most) - 1;
        }
    }
}
