using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Uncertainty strata with embedding diversity: the candidates are cut at the quantiles of any pointwise strategy's scores into strata of equal size, and in each as many rows
/// are taken farthest first, from all that is labelled or picked, as from any other (hybrid uncertainty and diversity sampling, HUDS, 2025, which stratifies translations by
/// their negative log-likelihood and takes diverse embeddings within the strata; farthest first: Gonzalez 1985, Sener and Savarese 2018).
/// </summary>
/// <remarks>
/// Batch: made for it; the most uncertain stratum first, which also gets what the division leaves over; copies of an embedding after all others. A pick's score is that of the
/// inner strategy; rows whose score is not finite are the least uncertain. In a cold start the inner strategy's scores are random, so the strata are random parts. Needs what its strategy
/// needs. O(N · E) for each pick of N candidates looked at.
/// </remarks>
/// <param name="options">The strategy and the strata.</param>
[Strategy("uncertainty-strata", Summary = "Diverse rows from each stratum of uncertainty.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class UncertaintyStrata(UncertaintyStrataOptions options) : ICompositeStrategy
{
    private const int RowsPerBlock = 8192;

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; } = [options.Strategy];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Embeddings);
        var scores = Scores(context, view.Rows);
        var order = Batch.Order(scores);
        var kept = (int)Math.Max(count, Math.Ceiling(options.Share * order.Length));
        var strata = Math.Min(options.Strata, kept);
        var distances = Distance.ToNearest(view, Labelled.View(context, Signals.Embeddings, view), context.Cancellation);
        var batch = new Batch(view, count);
        for (var stratum = 0; stratum < strata; stratum++)
        {
            // Cumulative, so that what a stratum of copies cannot give is taken from the next.
            var wanted = (int)(((((long)stratum + 1) * count) + strata - 1) / strata);
            var (first, end) = ((int)((long)stratum * kept / strata), (int)(((long)stratum + 1) * kept / strata));
            Take(context, batch, view, order.AsSpan(first, end - first), distances, scores, Math.Min(wanted, count) - batch.Count);
        }

        Take(context, batch, view, order, distances, scores, batch.Left);
        return batch.Best(scores);
    }

    private float[] Scores(QueryContext context, long[] rows)
    {
        var scores = new float[rows.Length];
        for (var first = 0; first < rows.Length; first += RowsPerBlock)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var length = Math.Min(RowsPerBlock, rows.Length - first);
            context.Score(options.Strategy, rows.AsSpan(first, length), scores.AsSpan(first, length));
        }

        return Array.ConvertAll(scores, score => float.IsFinite(score) ? score : float.NaN);
    }

    /// <summary>Takes the rows of a stratum that are farthest from all that is labelled or picked; of equally far ones the most uncertain.</summary>
    private static void Take(QueryContext context, Batch batch, PoolView view, ReadOnlySpan<int> stratum, float[] distances, float[] scores, int count)
    {
        for (; count > 0; count--)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var best = -1;
            foreach (var index in stratum)
            {
                if ((best < 0 || distances[index] > distances[best]) && !float.IsNaN(distances[index]) && batch.IsNew(index))
                {
                    best = index;
                }
            }

            if (best < 0 || !batch.TryTake(best, float.IsFinite(scores[best]) ? scores[best] : 0))
            {
                return;
            }

            Distance.Lower(view, view.Embedding(best), distances, context.Cancellation);
        }
    }
}
