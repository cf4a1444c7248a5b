using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Cluster sampling: k-means with as many clusters as rows are wanted, and of each cluster its representative, the row nearest to the
/// centre (Kang, Ryu and Kwon 2004, "Using cluster-based sampling to select initial training set for active learning in text
/// classification"; Xu and others 2003, "Representative sampling for text classification using support vector machines").
/// </summary>
/// <remarks>
/// Larger clusters first; a pick's score is its cluster's share of the rows. Batch: one row from each cluster, further rows of the largest clusters
/// where clusters are fewer; duplicates last. Looks at no label and no model, so it starts cold. O(N · K · E) for each iteration, saved
/// in great part by bounds; above 10⁸ pairs of row and centre the centres are learned from a sample, which is logged.
/// </remarks>
/// <param name="options">How k-means runs.</param>
[Strategy("cluster", Summary = "k-means with as many clusters as rows are wanted; of each the row nearest to the centre.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class ClusterSampling(ClusterOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Embeddings);
        var clusters = Clusters.Fit(context, view.Table, count, options.Iterations);
        var batch = new Batch(view, count);
        var sizes = Array.ConvertAll(clusters.Rows(view.Width), rows => rows.Length);
        var members = Representatives.NearestFirst(clusters, view.Width);
        Array.Sort(members, (a, b) => b.Length != a.Length ? b.Length.CompareTo(a.Length) : First(a).CompareTo(First(b)));
        Representatives.Take(batch, members, row => (double)sizes[clusters.Assignments[row]] / view.Count);
        return batch.Complete();

        static int First(int[] rows) => rows.Length == 0 ? int.MaxValue : rows[0];
    }
}
