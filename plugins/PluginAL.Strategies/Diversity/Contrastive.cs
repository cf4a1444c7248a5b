using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Contrastive active learning: rows that lie near labelled ones and yet are predicted otherwise, the mean over the k nearest labelled rows l of
/// KL(p_l ‖ p_x), in nats (Margatina, Vernikos, Barrault and Aletras 2021, "Active learning by acquiring contrastive examples").
/// </summary>
/// <remarks>Probabilities below 10⁻⁷ count as 10⁻⁷ in the logarithm. Batch: the highest scores, duplicates last. In a cold start the session draws at random. Neighbours are
/// exact: O(N · |L| · E).</remarks>
/// <param name="options">The neighbours and how many candidates are looked at.</param>
[Strategy("contrastive", Summary = "Rows predicted unlike their nearest labelled neighbours.", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class Contrastive(ContrastiveOptions options) : IQueryStrategy
{
    private const float Least = 1e-7f;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        const Signals Wanted = Signals.Probabilities | Signals.Embeddings;
        var view = PoolView.OfCandidates(context, options.Candidates, count, Wanted);
        var labelled = Labelled.View(context, Wanted, view);
        var k = Math.Min(options.Neighbours, labelled.Count);
        var scores = new float[view.Count];
        Parts.ForEach(
            view.Count,
            context.Cancellation,
            (first, rows) =>
            {
                var (near, distances) = (new long[rows * k], new float[rows * k]);
                ExactNeighbours.Search(
                    view.Embeddings.AsSpan(first * view.Width, rows * view.Width), labelled.Embeddings, view.Width, DistanceMetric.Euclidean, k, near, distances);
                for (var i = 0; i < rows; i++)
                {
                    var (sum, found) = (0.0, 0);
                    foreach (var neighbour in near.AsSpan(i * k, k))
                    {
                        if (neighbour >= 0)
                        {
                            sum += Divergence(labelled.Probability((int)neighbour), view.Probability(first + i));
                            found++;
                        }
                    }

                    scores[first + i] = found == 0 ? float.NaN : (float)(sum / found);
                }
            },
            1024);
        return new Batch(view, count).Best(scores);
    }

    private static double Divergence(ReadOnlySpan<float> p, ReadOnlySpan<float> q)
    {
        var sum = 0.0;
        for (var c = 0; c < p.Length; c++)
        {
            sum += p[c] > 0 ? p[c] * Math.Log(Math.Max(p[c], Least) / (double)Math.Max(q[c], Least)) : 0;
        }

        return sum;
    }
}
