using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Mean max loss: the mean over the labels k of the hinge loss of the row if k were its only label, in [0, L + 1] (Li, Wang and Sung 2004, "Multilabel SVM
/// active learning for image classification"; <see cref="MultiLabelMeasure.MeanMaxLoss"/>). O(L) for each row. Batch: the highest scores. In a cold start the
/// session draws at random.
/// </summary>
[Strategy("mean-max-loss", Summary = "The mean loss of a row's labels over each being the only one.", Needs = Signals.LabelProbabilities)]
public sealed class MeanMaxLoss : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Scoring.MultiLabel.Score(MultiLabelMeasure.MeanMaxLoss, block.LabelProbabilities, block.LabelCount, scores);
}
