using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Uncertainty over clusters: the most uncertain rows, β for each row wanted, are clustered by k-means weighted with the uncertainty, and of each
/// cluster the row nearest to the centre is taken (Zhdanov 2019, "Diverse mini-batch active learning").
/// </summary>
/// <remarks>A pick's score is its uncertainty. Batch: made for it; duplicates last. Cold start: all rows are equally uncertain, so β rows for each wanted
/// are taken at random and clustered. O(N · C) and then O(β k · k · E) for each iteration: k rows of any pool.</remarks>
/// <param name="options">The measure, how many rows are clustered, and k-means.</param>
[Strategy("uncertain-clusters", Summary = "Clusters the most uncertain rows and takes one of each cluster.", Needs = Signals.Probabilities | Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class UncertainClusters(UncertainClustersOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var most = (int)Math.Min(Math.Min((long)count * options.Factor, options.Candidates), context.Candidates.Count);
        most = Math.Max(most, count);
        var rows = Measured.IsCold(context)
            ? PoolView.Sample(context.Candidates, most, context.Random.For("candidates"))
            : Prefilter.MostUncertain(context, options.Measure, most);
        var view = PoolView.Of(context, rows, Signals.Probabilities | Signals.Embeddings);
        var weights = Measured.Uncertainty(context, view, options.Measure);
        var clusters = WeightedKMeans.Fit(view, weights, count, options.Iterations, context.Random.For("k-means"), context.Cancellation);
        var members = Representatives.NearestFirst(clusters, view.Width);
        var greatest = Array.ConvertAll(members, cluster => cluster.Length == 0 ? 0 : -cluster.Max(row => weights[row]));
        Array.Sort(greatest, members);
        var batch = new Batch(view, count);
        Representatives.Take(batch, members, row => weights[row]);
        return batch.Complete();
    }
}
