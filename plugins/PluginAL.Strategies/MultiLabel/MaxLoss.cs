using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Max loss: the hinge loss of the row if its likeliest label were its only one, 2 (1 + Σ p − 2 max p), at least 0 (Li, Wang and Sung 2004,
/// "Multilabel SVM active learning for image classification"; <see cref="MultiLabelMeasure.MaxLoss"/>). O(L) for each row. Batch: the highest scores.
/// In a cold start the session draws at random.
/// </summary>
[Strategy("max-loss", Summary = "The loss of a row's labels if its likeliest label were the only one.", Needs = Signals.LabelProbabilities)]
public sealed class MaxLoss : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Scoring.MultiLabel.Score(MultiLabelMeasure.MaxLoss, block.LabelProbabilities, block.LabelCount, scores);
}
