using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Multi-class probabilistic active learning: the expected fall of the error around a row when it and up to m − 1 rows like it are labelled, weighted by the density of
/// the pool there (Kottke, Krempl, Lang, Teschner and Spiliopoulou 2016, "Multi-class probabilistic active learning").
/// </summary>
/// <remarks>
/// Labels around a row are counted in a Parzen window, k_c(x) = Σ over the labelled rows of class c of exp(−γ ‖x − x_l‖²); the true shares of the classes are
/// Dirichlet(k + prior) distributed. Looks at no model. Batch: the highest scores, duplicates last. In a cold start the session draws at random. O(|L| · E + C^(m + 1)) for
/// each row, and N · E · candidates for the density.
/// </remarks>
/// <param name="options">The window, the look-ahead and the density.</param>
[Strategy("probabilistic", Summary = "The expected fall of the error around the row, from the labels nearby.", Needs = Signals.Embeddings)]
public sealed class Probabilistic(ProbabilisticOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings);
        var classes = Labelled.Classes(context);
        var gamma = options.Gamma > 0 ? options.Gamma : GaussianKernel.Scale(view.Table);
        var densities = options.Density ? DensityWeighted.Densities(context, view, Math.Min(options.Neighbours, Math.Max(1, view.Count - 1))) : [];
        context.Cancellation.ThrowIfCancellationRequested();
        var scores = new float[view.Count];
        Parts.ForEach(view.Count, context.Cancellation, (first, rows) =>
        {
            var gain = new ErrorGain(context.Classes.Count, options.LookAhead, options.Prior);
            var distances = new float[labelled.Count];
            var counts = new double[context.Classes.Count];
            for (var i = first; i < first + rows; i++)
            {
                Distances.ToRows(DistanceMetric.SquaredEuclidean, view.Embedding(i), labelled.Embeddings, distances);
                Array.Clear(counts);
                for (var l = 0; l < distances.Length; l++)
                {
                    counts[classes[l]] += Math.Exp(-gamma * distances[l]);
                }

                scores[i] = (float)(gain.Of(counts) * (options.Density ? densities[i] : 1));
            }
        }, 64);
        return new Batch(view, count).Best(scores);
    }
}
