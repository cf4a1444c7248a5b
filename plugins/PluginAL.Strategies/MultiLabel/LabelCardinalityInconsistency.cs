using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Label cardinality inconsistency: by how much the number of labels that the model gives a row (p &gt; ½) differs from the mean number of labels of the labelled
/// rows, at least 0 (Li and Guo 2013, "Active learning with multi-label SVM classification"; <see cref="MultiLabelMeasure.CardinalityInconsistency"/>).
/// </summary>
/// <remarks>O(L) for each row. Batch: the highest scores; many rows have equal ones, of which the lower rows are taken. In a cold start the session draws at
/// random.</remarks>
[Strategy("label-cardinality-inconsistency", Summary = "By how much a row's number of labels differs from what is usual.", Needs = Signals.LabelProbabilities)]
public sealed class LabelCardinalityInconsistency : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var usual = (float)LabelSets.Cardinality(context);
        return Top.Of(context, count, (in SignalBlock block, Span<float> scores) => Scoring.MultiLabel.Score(
            MultiLabelMeasure.CardinalityInconsistency, block.LabelProbabilities, block.LabelCount, scores, usual));
    }
}
