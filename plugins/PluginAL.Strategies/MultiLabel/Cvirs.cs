using System.Numerics;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// CVIRS, category vector inconsistency and ranking of scores: s(x) · v(x), in [0, 1] (Reyes, Morell and Ventura 2018, "Effective active learning strategy for
/// multi-label learning"). s is Borda's count over the labels, Σ_l (n − τ_l(x)) ÷ (L (n − 1)), τ_l being the rank of x among the n candidates by the margin
/// |2p_l − 1|, the smallest first. v is the mean over the labelled rows of the distance between their labels and those predicted for x (p &gt; ½):
/// the normalised variation of information (2 H(a, b) − H(a) − H(b)) ÷ H(a, b) of the two columns of L bits, and 1 where all bits differ.
/// </summary>
/// <remarks>
/// Rows of equal margin share their mean rank, so equal rows score alike. O(n · L log n), and O(L ÷ 64) for each pair of a label set that is
/// predicted and one that was given. Batch: the highest scores, rows of probabilities that were taken already last. In a cold start the session draws at random.
/// </remarks>
/// <param name="options">How many candidates are looked at.</param>
[Strategy("cvirs", Summary = "Ranking of margins over the labels, times how unlike the labelled rows' the predicted labels are.", Needs = Signals.LabelProbabilities)]
public sealed class Cvirs(CvirsOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.LabelProbabilities);
        var scores = Ranking(view, context.Cancellation);
        var given = Labelled.LabelSets(context)
            .Select(set => LabelSets.Bits(set.Span, view.Classes))
            .GroupBy(Name)
            .Select(group => (Set: group.First(), Rows: group.Count()))
            .ToArray();
        var known = new Dictionary<string, double>();
        for (var i = 0; i < view.Count; i++)
        {
            var predicted = LabelSets.Bits(view.Probability(i));
            if (!known.TryGetValue(Name(predicted), out var unlike))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                unlike = given.Sum(other => other.Rows * Distance(predicted, other.Set, view.Classes)) / Math.Max(1, given.Sum(other => other.Rows));
                known.Add(Name(predicted), unlike);
            }

            scores[i] = (float)(scores[i] * unlike);
        }

        return new Batch(view, count).Best(scores);
    }

    /// <summary>Borda's count of each row; NaN where a probability is.</summary>
    internal static float[] Ranking(PoolView view, CancellationToken cancellation)
    {
        var (borda, margins, order) = (new double[view.Count], new float[view.Count], new int[view.Count]);
        for (var l = 0; l < view.Classes; l++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < view.Count; i++)
            {
                (margins[i], order[i]) = (Math.Abs((2 * view.Probability(i)[l]) - 1), i);
                borda[i] += margins[i] * 0;
            }

            Array.Sort(margins, order);
            for (var first = 0; first < margins.Length;)
            {
                var last = first;
                while (last + 1 < margins.Length && margins[last + 1] == margins[first])
                {
                    last++;
                }

                // Positions from 0, so the rank is one more: n − τ.
                var behind = view.Count - (((first + last) / 2.0) + 1);
                for (; first <= last; first++)
                {
                    borda[order[first]] += behind;
                }
            }
        }

        var most = (double)view.Classes * Math.Max(1, view.Count - 1);
        return Array.ConvertAll(borda, sum => (float)(view.Count == 1 ? 1 + (sum * 0) : sum / most));
    }

    /// <summary>The distance of two sets of labels, in [0, 1].</summary>
    internal static double Distance(ulong[] a, ulong[] b, int labels)
    {
        var (both, first, second) = (0, 0, 0);
        for (var w = 0; w < a.Length; w++)
        {
            both += BitOperations.PopCount(a[w] & b[w]);
            first += BitOperations.PopCount(a[w] & ~b[w]);
            second += BitOperations.PopCount(b[w] & ~a[w]);
        }

        if (first + second == labels)
        {
            return 1;
        }

        var neither = labels - both - first - second;
        var joint = Entropy(both) + Entropy(first) + Entropy(second) + Entropy(neither);
        var alone = Entropy(both + first) + Entropy(second + neither) + Entropy(both + second) + Entropy(first + neither);
        return joint == 0 ? 0 : ((2 * joint) - alone) / joint;

        double Entropy(int part) => part == 0 ? 0 : -(double)part / labels * Math.Log((double)part / labels);
    }

    private static string Name(ulong[] bits) => string.Join(' ', bits);
}
