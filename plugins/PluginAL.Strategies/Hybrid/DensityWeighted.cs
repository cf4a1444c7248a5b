using PluginAL.Abstractions;
using PluginAL.Scoring;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>
/// Density-weighted uncertainty: u(x) · d(x)^β with the k-nearest-neighbour density d = (1/k) Σ 1 ÷ (1 + ‖x − xⱼ‖) over the k nearest other
/// candidates (Zhu, Wang, Yao and Tsou 2008, "Active learning with sampling by uncertainty and density for word sense disambiguation and
/// text classification"; the similarity of Settles and Craven 2008). A representative row is worth more than an outlier.
/// </summary>
/// <remarks>
/// Batch: the highest scores, duplicates last. Cold start: the density alone. Neighbours are exact up to 20,000 candidates, O(N² · E); above, as
/// many rows are looked through for each row as find 95 % of a sample's neighbours: 16 √N at the least, and else no more than make 10¹¹ pairs. The
/// recall is logged. Distances are in the embeddings' unit; where all are of extreme size, beyond 2^±40, in theirs.
/// </remarks>
/// <param name="options">The measure, the exponent and the neighbours.</param>
[Strategy("density-weighted", Summary = "Uncertainty times the density of the nearest neighbours.", Needs = Signals.Probabilities | Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class DensityWeighted(DensityWeightedOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Probabilities | Signals.Embeddings);
        var scores = Measured.Uncertainty(context, view, options.Measure);
        var densities = Densities(context, view, options.Neighbours);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] *= (float)Math.Pow(densities[i], options.Beta);
        }

        return new Batch(view, count).Best(scores);
    }

    /// <summary>The density of each row; 1 for a row alone, NaN for one that is not finite.</summary>
    internal static float[] Densities(QueryContext context, PoolView view, int k)
    {
        var densities = new float[view.Count];
        Array.Fill(densities, view.Count == 1 ? 1 : float.NaN);
        new Neighbours(context, view, k).ForEach(k, context.Cancellation, (row, _, distances) =>
        {
            if (!distances.IsEmpty)
            {
                Density.OfNeighbours(NeighbourDensity.MeanSimilarity, distances, distances.Length, densities.AsSpan(row, 1));
            }
        });
        return densities;
    }
}
