using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Hierarchical sampling: prunes a tree of clusters where the labels so far show that a cluster is nearly pure, and draws the next rows from the
/// clusters of the pruning, with chances proportional to their share of the rows times the upper bound of their impurity (Dasgupta and Hsu 2008, "Hierarchical
/// sampling for active learning").
/// </summary>
/// <remarks>
/// The tree is Ward's, over the labelled rows and a sample of the candidates. A cluster v of which n rows have labels, a share p of them l, bounds that share by
/// p ± (1/n + √(p (1 − p) ÷ n)); calling all of v by l is admissible if its lower bound exceeds 2 · (the upper bound of any other class) − 1,
/// and then costs 1 − p. The pruning is the cheapest, from the leaves up. A pick's score is its cluster's chance; each draw is uniform within the cluster, so labels stay
/// a fair sample there. Batch: draws without replacement, duplicates last. Without labels the pruning is the root, and the draw uniform. O(n² · E).
/// </remarks>
/// <param name="options">How many rows the tree is built of.</param>
[Strategy("hierarchical", Summary = "Draws from the impure clusters of a tree that labels prune.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled, ClassesOnly = true)]
public sealed class HierarchicalSampling(HierarchicalOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var (rows, classes) = Labelled.Latest(context, options.Candidates / 2);
        var view = PoolView.OfCandidates(context, options.Candidates - rows.Length, count, Signals.Embeddings);
        var labelled = PoolView.Of(context, rows, Signals.Embeddings, view.Unit);
        var tree = WardTree.Build([.. view.Embeddings, .. labelled.Embeddings], view.Width, context.Cancellation);
        var nodes = Prune(tree, view.Count, classes, context.Classes.Count);
        var left = nodes.ConvertAll(node => tree.Under(node.Node).Where(row => row < view.Count).ToList());
        var batch = new Batch(view, count);
        for (var draw = 0; batch.Left > 0; draw++)
        {
            var chances = new double[nodes.Count];
            for (var v = 0; v < chances.Length; v++)
            {
                // The chance of a pure cluster is small, not 0: a pool of pure clusters is still to be drawn from.
                chances[v] = left[v].Count == 0 ? 0 : tree.Size[nodes[v].Node] * Math.Max(nodes[v].Impurity, 1e-9);
            }

            var total = chances.Sum();
            if (total == 0)
            {
                break;
            }

            var (u, drawn) = (context.Random.Uniform(draw) * total, Array.FindLastIndex(chances, chance => chance > 0));
            for (var v = 0; v < chances.Length; v++)
            {
                if (chances[v] > 0 && (u -= chances[v]) < 0)
                {
                    drawn = v;
                    break;
                }
            }

            var at = (int)context.Random.Below(left[drawn].Count, draw, 1);
            batch.TryTake(left[drawn][at], chances[drawn] / total);
            left[drawn].RemoveAt(at);
        }

        return batch.Complete();
    }

    /// <summary>The nodes of the cheapest pruning, with the upper bound of the share of rows that are not of the node's class.</summary>
    internal static List<(int Node, double Impurity)> Prune(WardTree tree, int candidates, int[] labels, int classCount)
    {
        var (cost, whole, impurity) = (new double[tree.Size.Length], new bool[tree.Size.Length], new double[tree.Size.Length]);
        var counts = new int[tree.Size.Length][];
        for (var v = 0; v < tree.Size.Length; v++)
        {
            counts[v] = new int[classCount];
            if (v >= tree.Leaves)
            {
                for (var c = 0; c < classCount; c++)
                {
                    counts[v][c] = counts[tree.Left[v]][c] + counts[tree.Right[v]][c];
                }
            }
            else if (v >= candidates)
            {
                counts[v][labels[v - candidates]] = 1;
            }

            (var own, impurity[v]) = Judge(counts[v], tree.Size[v]);
            var split = v < tree.Leaves
                ? double.PositiveInfinity
                : ((cost[tree.Left[v]] * tree.Size[tree.Left[v]]) + (cost[tree.Right[v]] * tree.Size[tree.Right[v]])) / tree.Size[v];
            whole[v] = own <= split;
            cost[v] = Math.Min(own, split);
        }

        var pruning = new List<(int, double)>();
        var open = new Stack<int>([tree.Root]);
        while (open.TryPop(out var v))
        {
            if (whole[v])
            {
                pruning.Add((v, impurity[v]));
            }
            else
            {
                open.Push(tree.Right[v]);
                open.Push(tree.Left[v]);
            }
        }

        return pruning;
    }

    private static (double Cost, double Impurity) Judge(int[] counts, int size)
    {
        var labels = counts.Sum();
        if (labels == 0)
        {
            return (1, 1);
        }

        var best = Array.IndexOf(counts, counts.Max());
        var (low, share) = (0.0, (double)counts[best] / labels);
        var highOther = 0.0;
        for (var c = 0; c < counts.Length; c++)
        {
            // Nothing is uncertain about a cluster all of whose rows have labels.
            var p = (double)counts[c] / labels;
            var margin = labels == size ? 0 : (1.0 / labels) + Math.Sqrt(p * (1 - p) / labels);
            if (c == best)
            {
                low = Math.Max(0, p - margin);
            }
            else
            {
                highOther = Math.Max(highOther, Math.Min(1, p + margin));
            }
        }

        return (low > (2 * highOther) - 1 ? 1 - share : 1, 1 - low);
    }
}
