using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// iGS, improved greedy sampling: the row that is farthest in features and target at once, max over x of min over labelled m of ‖x − x_m‖ · |f(x) − y_m|
/// (Wu, Lin and Huang 2019, "Active learning for regression using greedy sampling").
/// </summary>
/// <remarks>x is the embedding. Batch: greedy, a pick counts as labelled with the number that is predicted for it; duplicates last. Without a model the picks are
/// those of <see cref="GreedySampling"/>, as in the paper. O(n · E) for each labelled row and each pick.</remarks>
/// <param name="options">How many candidates are looked at.</param>
[Strategy(
    "igs", Summary = "Improved greedy sampling: the row farthest from all labelled ones in features and target at once.",
    Needs = Signals.MeanAndVariance | Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class ImprovedGreedySampling(GreedySamplingOptions options) : IQueryStrategy
{
    private const Signals Wanted = Signals.MeanAndVariance | Signals.Embeddings;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        if (context.Model is null)
        {
            return new GreedySampling(options).Select(context, count);
        }

        var view = PoolView.OfCandidates(context, options.Candidates, count, Wanted);
        var (labelled, numbers) = (Labelled.View(context, Wanted, view), Labelled.Numbers(context));
        var distances = Array.ConvertAll(view.Means, mean => float.IsNaN(mean) ? float.NaN : float.PositiveInfinity);
        for (var m = 0; m < labelled.Count; m++)
        {
            Lower(view, labelled.Embedding(m).ToArray(), numbers[m], distances, context.Cancellation);
        }

        var batch = new Batch(view, count);
        while (batch.Left > 0 && Parts.Argmax(distances, batch.IsNew) is >= 0 and var best)
        {
            batch.TryTake(best, float.IsFinite(distances[best]) ? distances[best] * view.Unit : 0);
            Lower(view, view.Embedding(best).ToArray(), view.Means[best], distances, context.Cancellation);
        }

        return batch.Complete();
    }

    private static void Lower(PoolView view, float[] features, double number, float[] distances, CancellationToken cancellation) =>
        Parts.ForEach(view.Count, cancellation, (first, count) =>
        {
            Span<float> to = stackalloc float[count];
            Distances.ToRows(DistanceMetric.Euclidean, features, view.Embeddings.AsSpan(first * view.Width, count * view.Width), to);
            for (var i = 0; i < count; i++)
            {
                distances[first + i] = Math.Min(distances[first + i], (float)(to[i] * Math.Abs(view.Means[first + i] - number)));
            }
        });
}
