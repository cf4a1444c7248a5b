using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Core-set selection by k-center: again and again the candidate farthest from all that is labelled or picked, argmaxᵢ minⱼ ‖xᵢ − xⱼ‖ over
/// the embeddings (Sener and Savarese 2018, "Active learning for convolutional neural networks: a core-set approach"; the greedy
/// 2-approximation of Gonzalez 1985).
/// </summary>
/// <remarks>
/// A pick's score is its distance to the nearest labelled row or earlier pick. Batch: each pick moves the next one away; a duplicate of a
/// picked row has distance 0 and comes last. Cold start: the first row is drawn at random. At most O(N · E) for each pick, the picks those of the full
/// traversal.
/// </remarks>
/// <param name="options">How many candidates are looked at.</param>
[Strategy("k-center", Summary = "Core-set: the row farthest from all that is labelled or picked, again and again.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class KCenterSampling(KCenterOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        var batch = new Batch(view, count);
        if (labelled.Count == 0)
        {
            batch.TryTake((int)context.Random.For("first").Below(view.Count, 0), 0);
        }

        return FarthestFirst.Complete(context, view, labelled, batch);
    }
}
