using PluginAL.Abstractions;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>
/// BADGE: k-means++ seeding over the gradient embeddings g(x) = (p − onehot(argmax p)) ⊗ x, long where the model is unsure and apart where rows
/// differ (Ash, Zhang, Krishnamurthy, Langford and Agarwal 2020, "Deep batch active learning by diverse, uncertain gradient lower bounds").
/// </summary>
/// <remarks>
/// x is the embedding: the last layer's input of a network, the features of a linear model. The first pick is the longest gradient, each further
/// one is drawn with a chance proportional to the squared distance to the nearest pick; the gradients, C · E numbers each, are never written down.
/// A pick's score is the squared length of its gradient. Batch: made for it; duplicates have distance 0 and come last. In a cold start
/// there are no gradients: the session draws at random. O(N · (C + E)) for each pick.
/// </remarks>
/// <param name="options">How many candidates are looked at.</param>
[Strategy("badge", Summary = "k-means++ over gradient embeddings: uncertain and diverse.", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class Badge(BadgeOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Probabilities | Signals.Embeddings);
        var picked = GradientEmbedding.Select(
            new RowTable(view.Probabilities, view.Classes), view.Table, count, context.Random.Uniform, GradientStart.LargestNorm, [], Parts.Threads,
            context.Cancellation);
        var batch = new Batch(view, count);
        var norm = new float[1];
        foreach (var row in picked.Rows)
        {
            GradientEmbedding.SquaredNorms(view.Probability((int)row), view.Classes, view.Embedding((int)row), view.Width, norm);
            batch.TryTake((int)row, norm[0] * view.Unit * view.Unit);
        }

        return batch.Complete();
    }
}
