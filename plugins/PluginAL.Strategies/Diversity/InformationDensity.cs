using PluginAL.Abstractions;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>
/// Information density: u(x) · d(x)^β, u being the uncertainty and d the mean similarity to all candidates, the row itself included
/// (Settles and Craven 2008, "An analysis of active learning strategies for sequence labeling tasks").
/// </summary>
/// <remarks>
/// Similarity is cosine turned into [0, 1], d = (1 + (1/N) Σⱼ cos(x, xⱼ)) ÷ 2, so that centred embeddings, half of whose mean
/// cosines are negative, keep their order. Exact in O(N · E): the mean cosine is the product with the mean of the unit rows. Batch: the
/// highest scores, duplicates last. Cold start: the density alone.
/// </remarks>
/// <param name="options">The measure and the exponent.</param>
[Strategy("information-density", Summary = "Uncertainty times the mean similarity to all candidates.", Needs = Signals.Probabilities | Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class InformationDensity(InformationDensityOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Probabilities | Signals.Embeddings);
        var scores = Measured.Uncertainty(context, view, options.Measure);
        var densities = Densities(view, context.Cancellation);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] *= (float)Math.Pow(densities[i], options.Beta);
        }

        return new Batch(view, count).Best(scores);
    }

    internal static float[] Densities(PoolView view, CancellationToken cancellation)
    {
        var mean = Density.CosineMean(view.Table, cancellation);
        var densities = new float[view.Count];
        Parts.ForEach(view.Count, cancellation, (first, rows) =>
        {
            Density.Cosine(view.Embeddings.AsSpan(first * view.Width, rows * view.Width), view.Width, mean, densities.AsSpan(first, rows));
            for (var i = first; i < first + rows; i++)
            {
                densities[i] = (1 + densities[i]) / 2;
            }
        });
        return densities;
    }
}
