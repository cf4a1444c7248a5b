using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Expected model variance reduction: by how much a label is expected to lower the variance of the predicted numbers, on average over the pool (Cohn, Ghahramani and
/// Jordan 1996, "Active learning with statistical models"), in the label's unit squared.
/// </summary>
/// <remarks>Batch: the highest scores, duplicates last. In a cold start the session draws at random. Candidates · outcomes trainings. Of a model whose variance is the
/// same for all rows it measures the noise alone.</remarks>
/// <param name="options">The samples.</param>
[Strategy(
    "expected-model-variance-reduction", Summary = "By how much a label is expected to lower the variance of predicted numbers.",
    Needs = Signals.MeanAndVariance | Signals.Embeddings | Signals.Features)]
public sealed class ExpectedModelVarianceReduction(ExpectedOutcomeOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) =>
        ExpectedOutcome.Select(context, options, count, (_, variance, _, varianceThen) => variance - varianceThen);
}
