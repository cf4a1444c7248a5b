using System.Numerics;

namespace PluginAL.Strategies;

/// <summary>
/// The version space of conjunctions of literals (a feature, or its negation) over D boolean features, the empty one included, which is always true
/// (Mitchell 1982, "Generalization as search"; candidate elimination).
/// </summary>
/// <remarks>
/// A conjunction agrees with the positive examples if its literals are among those true of all of them, S; with a negative one if it has a literal of
/// S that is false of it. Without a positive example S would hold both literals of each feature, contradictions that are all one hypothesis, never true; then each feature
/// has three choices (true, false, absent) beside that one hypothesis. The number of consistent conjunctions is counted by inclusion and exclusion over the negative
/// examples that no smaller one implies, up to <see cref="MostNegatives"/> of them; of more, the first: the count is then an upper bound. Counts are held as logarithms'
/// differences would lose them: as float64, D up to 600.
/// </remarks>
internal sealed class Conjunctions(int features)
{
    internal const int MostNegatives = 16;

    // For each feature: 1 the positive literal may stand, 2 the negative one.
    private readonly int[] _open = [.. Enumerable.Repeat(3, features)];
    private readonly List<bool[]> _negatives = [];
    private bool _anyPositive;

    /// <summary>Takes an example into account.</summary>
    public void Learn(ReadOnlySpan<bool> truth, bool positive)
    {
        if (!positive)
        {
            _negatives.Add(truth.ToArray());
            return;
        }

        _anyPositive = true;
        for (var d = 0; d < features; d++)
        {
            _open[d] &= truth[d] ? 1 : 2;
        }
    }

    /// <summary>The share of the consistent conjunctions that are true of a row; ½ where none is consistent.</summary>
    public double ShareSatisfied(ReadOnlySpan<bool> truth)
    {
        var all = Count(_open) + (_anyPositive ? 0 : 1);
        var satisfied = (int[])_open.Clone();
        for (var d = 0; d < features; d++)
        {
            satisfied[d] &= truth[d] ? 1 : 2;
        }

        return all <= 0 ? 0.5 : Count(satisfied) / all;
    }

    /// <summary>How many conjunctions over the open literals are false of every negative example: Σ over sets of negatives (−1)^|T| · those true of all of T.</summary>
    private double Count(int[] open)
    {
        var negatives = Minimal(open);
        var total = 0.0;
        for (var set = 0; set < 1 << negatives.Count; set++)
        {
            var product = 1.0;
            for (var d = 0; d < features && product > 0; d++)
            {
                var left = open[d];
                for (var n = 0; n < negatives.Count; n++)
                {
                    left &= (set >> n & 1) == 0 ? 3 : negatives[n][d] ? 1 : 2;
                }

                product *= 1 + BitOperations.PopCount((uint)left);
            }

            total += BitOperations.PopCount((uint)set) % 2 == 0 ? product : -product;
        }

        return Math.Max(0, total);
    }

    /// <summary>The negative examples that say something of their own: of two, one of whose sets of false literals lies in the other's, that one.</summary>
    private List<bool[]> Minimal(int[] open)
    {
        var kept = new List<(bool[] Truth, BigInteger False)>();
        foreach (var negative in _negatives)
        {
            var mask = BigInteger.Zero;
            for (var d = 0; d < features; d++)
            {
                var wrong = open[d] & (negative[d] ? 2 : 1);
                mask |= (BigInteger)wrong << (2 * d);
            }

            if (kept.Any(other => (other.False & mask) == other.False))
            {
                continue;
            }

            kept.RemoveAll(other => (other.False & mask) == mask);
            kept.Add((negative, mask));
        }

        return [.. kept.Take(MostNegatives).Select(negative => negative.Truth)];
    }
}
