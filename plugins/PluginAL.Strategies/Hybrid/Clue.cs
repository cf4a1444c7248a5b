using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// CLUE, clustering uncertainty-weighted embeddings: k-means with as many clusters as rows are wanted, each row weighted with its uncertainty
/// at temperature T; of each cluster the row nearest to the weighted centre (Prabhu, Chandrasekaran, Saenko and Hoffman 2021, "Active domain
/// adaptation via clustering uncertainty-weighted embeddings").
/// </summary>
/// <remarks>A pick's score is minus its distance to the centre; clusters of greater weight first. Batch: made for it; duplicates last. Cold start: all
/// weights are 1, which is <see cref="ClusterSampling"/>. O(N · K · E) for each iteration.</remarks>
/// <param name="options">The measure, the temperature and k-means.</param>
[Strategy("clue", Summary = "k-means over embeddings weighted with uncertainty; the row nearest to each centre.", Needs = Signals.Probabilities | Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class Clue(ClueOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Probabilities | Signals.Embeddings);
        if (options.Temperature != 1)
        {
            Soften(view, 1 / options.Temperature);
        }

        var weights = Measured.Uncertainty(context, view, options.Measure);
        var clusters = WeightedKMeans.Fit(view, weights, count, options.Iterations, context.Random.For("k-means"), context.Cancellation);
        var members = Representatives.NearestFirst(clusters, view.Width);
        var totals = Array.ConvertAll(members, rows => -rows.Sum(row => (double)weights[row]));
        Array.Sort(totals, members);
        var batch = new Batch(view, count);
        Representatives.Take(batch, members, row => -Math.Sqrt(Math.Min(clusters.SquaredDistances[row], float.MaxValue)) * view.Unit);
        return batch.Complete();
    }

    private static void Soften(PoolView view, double exponent)
    {
        for (var i = 0; i < view.Probabilities.Length; i += Math.Max(1, view.Classes))
        {
            var row = view.Probabilities.AsSpan(i, view.Classes);
            var sum = 0.0;
            foreach (ref var p in row)
            {
                p = (float)Math.Pow(p, exponent);
                sum += p;
            }

            foreach (ref var p in row)
            {
                p = (float)(p / sum);
            }
        }
    }
}
