namespace PluginAL.Strategies;

/// <summary>
/// The expected fall of the misclassification cost around a point where k_c labels of each class were seen, for each label that is imagined there: the greatest, over
/// m = 1 to M, of (cost(0) − cost(m)) ÷ m, where the true shares of the classes are Dirichlet(k + prior) distributed (Kottke, Krempl, Lang, Teschner and Spiliopoulou 2016, "Multi-class probabilistic
/// active learning").
/// </summary>
/// <remarks>
/// cost(m) = Σ over the outcomes l of m labels of m! ÷ Π l_c! · Σ_y C[y, ŷ(k + l)] B(k + l + e_y) ÷ B(k), with ŷ(k) the decision of the least cost under the counts, the first of
/// equals. The ratio of two beta functions is one of rising factorials, so no gamma function is needed. O(C^(M + 1)) for a point.
/// </remarks>
/// <param name="classes">C.</param>
/// <param name="lookAhead">M.</param>
/// <param name="prior">Labels of each class that are imagined from the start; they do not take part in decisions.</param>
/// <param name="costs">C[true class, decision]; null: 1 for each error.</param>
internal sealed class ErrorGain(int classes, int lookAhead, double prior, double[][]? costs = null)
{
    private readonly double[] _labels = new double[classes];

    /// <summary>The gain at a point.</summary>
    /// <param name="counts">k, the labels of each class around it.</param>
    public double Of(ReadOnlySpan<double> counts)
    {
        var total = 0.0;
        foreach (var count in counts)
        {
            total += count + prior;
        }

        var known = counts.ToArray();
        Array.Clear(_labels);
        var before = Cost(known, total, 0, 0, 1);
        var best = double.NegativeInfinity;
        for (var m = 1; m <= lookAhead; m++)
        {
            best = Math.Max(best, (before - Cost(known, total, 0, m, 1)) / m);
        }

        return best;
    }

    /// <summary>Sums over how the labels that are left fall on the classes from one on. The weight is that of the others: m! ÷ Π l_c! and its factorials.</summary>
    private double Cost(double[] counts, double total, int from, int left, double weight)
    {
        if (from == classes - 1)
        {
            _labels[from] = left;
            var cost = Decided(counts, total) * weight * Share(counts[from] + prior, left);
            _labels[from] = 0;
            return cost;
        }

        var sum = 0.0;
        for (var here = 0; here <= left; here++)
        {
            _labels[from] = here;
            sum += Cost(counts, total, from + 1, left - here, weight * Binomial(left, here) * Share(counts[from] + prior, here));
        }

        _labels[from] = 0;
        return sum;
    }

    /// <summary>The cost of the decision on counts and imagined labels, when one more label is drawn, over the rising factorial of the total.</summary>
    private double Decided(double[] counts, double total)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var decision = 0; decision < classes; decision++)
        {
            var cost = 0.0;
            for (var c = 0; c < classes; c++)
            {
                cost += (counts[c] + _labels[c]) * CostOf(c, decision);
            }

            (best, least) = cost < least ? (decision, cost) : (best, least);
        }

        var (sum, labels) = (0.0, 0.0);
        for (var c = 0; c < classes; c++)
        {
            sum += (counts[c] + prior + _labels[c]) * CostOf(c, best);
            labels += _labels[c];
        }

        return sum / Share(total, (int)labels + 1);
    }

    private double CostOf(int truth, int decision) => costs is null ? truth == decision ? 0 : 1 : costs[truth][decision];

    /// <summary>The rising factorial x (x + 1) ... (x + n − 1).</summary>
    private static double Share(double x, int n)
    {
        var product = 1.0;
        for (var i = 0; i < n; i++)
        {
            product *= x + i;
        }

        return product;
    }

    private static double Binomial(int n, int k)
    {
        var value = 1.0;
        for (var i = 1; i <= k; i++)
        {
            value = value * (n - k + i) / i;
        }

        return value;
    }
}
