using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>How many labels of each class are near a row: Σ exp(−γ ‖x − x_l‖²) over the labelled rows l of the class. O(|L| · E) for each row.</summary>
internal static class ParzenFrequencies
{
    /// <summary>Chooses the rows whose frequencies score highest, duplicates last.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="gamma">γ; 0: 1 ÷ (E · the variance of the embeddings).</param>
    /// <param name="candidates">How many candidates are looked at.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="score">Of the C frequencies, which it may overwrite.</param>
    public static IReadOnlyList<SelectedRow> Best(QueryContext context, double gamma, int candidates, int count, Func<double[], double> score)
    {
        var view = PoolView.OfCandidates(context, candidates, count, Signals.Embeddings);
        var labelled = Labelled.View(context, Signals.Embeddings, view);
        var classes = Labelled.Classes(context);
        var width = gamma > 0 ? gamma * view.Unit * view.Unit : GaussianKernel.Scale(view.Table);
        var scores = new float[view.Count];
        Parts.ForEach(view.Count, context.Cancellation, (first, rows) =>
        {
            var distances = new float[labelled.Count];
            var frequencies = new double[Math.Max(2, context.Classes.Count)];
            for (var i = first; i < first + rows; i++)
            {
                Distances.ToRows(DistanceMetric.SquaredEuclidean, view.Embedding(i), labelled.Embeddings, distances);
                Array.Clear(frequencies);
                for (var l = 0; l < distances.Length; l++)
                {
                    frequencies[classes[l]] += Math.Exp(-width * distances[l]);
                }

                scores[i] = (float)score(frequencies);
            }
        }, 256);
        return new Batch(view, count).Best(scores);
    }
}
