using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Ranked batch mode: α (1 − s(x)) + (1 − α) u(x) with the similarity s = 1 ÷ (1 + d) to the nearest labelled or picked row, the uncertainty u and
/// α = |U| ÷ (|U| + |L|), which is counted anew after each pick (Cardoso, Silva, Canuto, Moro and Gonçalves 2017, "Ranked batch-mode
/// active learning").
/// </summary>
/// <remarks>
/// Cold start: the first row is the one nearest to the centroid, then as above with u = 1 for all. Batch: made for it; no row twice, duplicates
/// last. d is Euclidean, in the embeddings' unit (where all are of extreme size, beyond 2^±40, in theirs), and kept from pick to pick: O(N · E) for each,
/// after O(N · |L| · E) once.
/// </remarks>
/// <param name="options">The measure and how many candidates are looked at.</param>
[Strategy("ranked-batch", Summary = "Weighs uncertainty against the distance to all that is labelled or picked.", Needs = Signals.Probabilities | Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class RankedBatch(RankedBatchOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Probabilities | Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        return Rank(context, view, labelled, Measured.Uncertainty(context, view, options.Measure), count);
    }

    internal static IReadOnlyList<SelectedRow> Rank(QueryContext context, PoolView view, PoolView labelled, float[] uncertainty, int count)
    {
        var batch = new Batch(view, count);
        var distances = Distance.ToNearest(view, labelled, context.Cancellation);
        if (labelled.Count == 0)
        {
            var first = FarthestFirst.Central(view, context.Cancellation);
            batch.TryTake(first, 0);
            Distance.Lower(view, view.Embedding(first), distances, context.Cancellation);
        }

        // In double: 1 − s of two great distances is the same in float32.
        var scores = new double[view.Count];
        while (batch.Left > 0)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            double unlabelled = context.Candidates.Count - batch.Count, known = labelled.Count + batch.Count;
            var alpha = unlabelled / (unlabelled + known);
            for (var i = 0; i < scores.Length; i++)
            {
                var similarity = 1 / (1 + Math.Sqrt(distances[i]));
                scores[i] = (alpha * (1 - similarity)) + ((1 - alpha) * uncertainty[i]);
            }

            var best = -1;
            for (var i = 0; i < scores.Length; i++)
            {
                if ((best < 0 || scores[i] > scores[best]) && !double.IsNaN(scores[i]) && !batch.Has(i) && (distances[i] > 0 || batch.IsNew(i)))
                {
                    best = i;
                }
            }

            if (best < 0)
            {
                break;
            }

            batch.TryTake(best, scores[best]);
            Distance.Lower(view, view.Embedding(best), distances, context.Cancellation);
        }

        return batch.Complete();
    }
}
