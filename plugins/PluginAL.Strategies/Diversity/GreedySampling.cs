using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// GSx, greedy sampling in the feature space: without labels first the row nearest to the centroid, then always the row whose nearest
/// labelled or picked row is farthest (Yu and Kim 2010, "Passive sampling for regression"; Wu, Lin and Huang 2019, "Active learning for
/// regression using greedy sampling").
/// </summary>
/// <remarks>Looks at no label, so it serves regression and every other task. With labels the picks are those of <see cref="KCenterSampling"/>. Batch,
/// duplicates and cost as there; cold start is its normal state.</remarks>
/// <param name="options">How many candidates are looked at.</param>
[Strategy("gsx", Summary = "Greedy sampling: the row nearest to the centroid first, then the farthest from all that is labelled or picked.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class GreedySampling(GreedySamplingOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        var batch = new Batch(view, count);
        if (labelled.Count == 0)
        {
            batch.TryTake(FarthestFirst.Central(view, context.Cancellation), 0);
        }

        return FarthestFirst.Complete(context, view, labelled, batch);
    }
}
