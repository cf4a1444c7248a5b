using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Fills a batch with one row from each cluster in turn.</summary>
internal static class Representatives
{
    /// <summary>Takes the best row of each cluster, then the second of each, until the batch is full.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="clusters">Each cluster's rows, best first; the clusters in the order in which they have their turn.</param>
    /// <param name="score">What a row's score is.</param>
    public static void Take(Batch batch, IReadOnlyList<int[]> clusters, Func<int, double> score)
    {
        var next = new int[clusters.Count];
        for (var open = true; open && batch.Left > 0;)
        {
            open = false;
            for (var c = 0; c < clusters.Count && batch.Left > 0; c++)
            {
                while (next[c] < clusters[c].Length)
                {
                    var row = clusters[c][next[c]++];
                    if (batch.TryTake(row, score(row)))
                    {
                        open = true;
                        break;
                    }
                }
            }
        }
    }

    /// <summary>The rows of each cluster, nearest to its centre first.</summary>
    public static int[][] NearestFirst(Clusters clusters, int width)
    {
        var members = clusters.Rows(width);
        foreach (var rows in members)
        {
            Array.Sort(rows, (a, b) => (clusters.SquaredDistances[a], a).CompareTo((clusters.SquaredDistances[b], b)));
        }

        return members;
    }
}
