using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Binary minimum: how near the boundary the least certain label is, 1 − min_l |2p_l − 1|, in [0, 1] (Brinker 2006, "On active learning in multi-label
/// classification"; the least confidence of Esuli and Sebastiani 2009, "Active learning strategies for multi-label text categorization").
/// O(L) for each row. Batch: the highest scores. In a cold start the session draws at random.
/// </summary>
[Strategy("binary-minimum", Summary = "How near the boundary the least certain of a row's labels is.", Needs = Signals.LabelProbabilities)]
public sealed class BinaryMinimum : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Scoring.MultiLabel.Score(MultiLabelMeasure.BinaryMinimumConfidence, block.LabelProbabilities, block.LabelCount, scores);
}
