using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// EMOC, expected model output change: by how much a label is expected to move the predicted numbers, mean |f⁺ − f| over the pool and over the outcomes (Käding,
/// Rodner, Freytag, Mothes, Barz and Denzler 2018, "Active learning for regression tasks with expected model output changes"), in the label's unit.
/// </summary>
/// <remarks>Batch: the highest scores, duplicates last. In a cold start the session draws at random. Candidates · outcomes trainings. With one outcome, the mean, most
/// models move little: two or three are wanted here.</remarks>
/// <param name="options">The samples.</param>
[Strategy(
    "expected-model-output-change", Summary = "By how much a label is expected to move the predicted numbers.",
    Needs = Signals.MeanAndVariance | Signals.Embeddings | Signals.Features)]
public sealed class ExpectedModelOutputChange(ExpectedOutcomeOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) =>
        ExpectedOutcome.Select(context, options, count, (mean, _, meanThen, _) => Math.Abs(meanThen - mean));
}
