namespace PluginAL.Strategies;

/// <summary>
/// Hierarchical clustering by Ward's criterion: the two clusters are joined whose union adds least to the sum of squared distances to the means,
/// |A| |B| ÷ (|A| + |B|) · ‖mean A − mean B‖² (Ward 1963), by chains of nearest neighbours (Murtagh 1983): O(n² · E) time and O(n · E) memory.
/// </summary>
internal sealed class WardTree
{
    private WardTree(int leaves)
    {
        Leaves = leaves;
        Left = new int[(2 * leaves) - 1];
        Right = new int[(2 * leaves) - 1];
        Size = new int[(2 * leaves) - 1];
    }

    /// <summary>n; node i below n is row i, the last node is the root.</summary>
    public int Leaves { get; }

    public int[] Left { get; }

    public int[] Right { get; }

    public int[] Size { get; }

    public int Root => Size.Length - 1;

    /// <summary>The rows under a node, in order of the tree.</summary>
    public IEnumerable<int> Under(int node)
    {
        var open = new Stack<int>([node]);
        while (open.TryPop(out var next))
        {
            if (next < Leaves)
            {
                yield return next;
            }
            else
            {
                open.Push(Right[next]);
                open.Push(Left[next]);
            }
        }
    }

    /// <summary>Builds the tree of n rows, at least one.</summary>
    public static WardTree Build(float[] values, int width, CancellationToken cancellation)
    {
        var n = values.Length / width;
        var tree = new WardTree(n);
        Array.Fill(tree.Size, 1, 0, n);
        var means = new double[((2 * n) - 1) * width];
        Array.Copy(values, means, values.Length);
        var active = Enumerable.Range(0, n).ToList();
        var chain = new Stack<int>();
        for (var made = n; made < tree.Size.Length; made++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (chain.Count == 0)
            {
                chain.Push(active[0]);
            }

            while (true)
            {
                var top = chain.Pop();
                var previous = chain.TryPeek(out var below) ? below : -1;

                // Of equals the previous one, so that chains end.
                var (nearest, least) = (previous, previous < 0 ? double.PositiveInfinity : tree.Cost(means, width, top, previous));
                foreach (var other in active)
                {
                    if (other != top)
                    {
                        var cost = tree.Cost(means, width, top, other);
                        (nearest, least) = cost < least || nearest < 0 ? (other, cost) : (nearest, least);
                    }
                }

                if (nearest == previous)
                {
                    chain.Pop();
                    tree.Join(means, width, made, Math.Min(top, previous), Math.Max(top, previous));
                    active.Remove(top);
                    active.Remove(previous);
                    active.Add(made);
                    break;
                }

                chain.Push(top);
                chain.Push(nearest);
            }
        }

        return tree;
    }

    private double Cost(double[] means, int width, int a, int b)
    {
        var (x, y, sum) = (a * width, b * width, 0.0);
        for (var d = 0; d < width; d++)
        {
            var apart = means[x + d] - means[y + d];
            sum += apart * apart;
        }

        return (double)Size[a] * Size[b] / (Size[a] + Size[b]) * sum;
    }

    private void Join(double[] means, int width, int node, int a, int b)
    {
        (Left[node], Right[node], Size[node]) = (a, b, Size[a] + Size[b]);
        for (var d = 0; d < width; d++)
        {
            means[(node * width) + d] = ((means[(a * width) + d] * Size[a]) + (means[(b * width) + d] * Size[b])) / Size[node];
        }
    }
}
