using PluginAL.Abstractions;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// Makes a deterministic ranking into draws with known probabilities: each choice is the best row that is left with probability 1 − ε,
/// and any row that is left, all alike, with probability ε. So the row that is best at its turn has probability (1 − ε) + ε/n, every other
/// ε/n, where n rows are left.
/// </summary>
public static class EpsilonMixture
{
    /// <summary>Draws rows.</summary>
    /// <param name="ranked">Rows, best first, at least <paramref name="count"/>.</param>
    /// <param name="candidates">All rows that may be chosen; the ranked ones are among them.</param>
    /// <param name="count">How many, at most the number of candidates.</param>
    /// <param name="epsilon">The share of random choices ε, in (0, 1].</param>
    /// <param name="random">The randomness; one draw is keyed by each position.</param>
    /// <returns>The rows in the order in which they were drawn, with their probabilities.</returns>
    public static IReadOnlyList<SelectedRow> Draw(
        IReadOnlyList<SelectedRow> ranked, RowSet candidates, int count, double epsilon, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epsilon, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, candidates.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(ranked.Count, count, nameof(ranked));
        var chosen = new List<SelectedRow>(count);
        var taken = new HashSet<long>();
        var scores = ranked.ToDictionary(row => row.Row, row => row.Score);
        var next = 0;
        for (var position = 0; position < count; position++)
        {
            while (taken.Contains(ranked[next].Row))
            {
                next++;
            }

            var left = candidates.Count - position;
            var best = ranked[next].Row;
            var row = random.Uniform(position, 0) < epsilon ? Any(candidates, taken, random, position) : best;
            taken.Add(row);
            chosen.Add(new SelectedRow(row, scores.GetValueOrDefault(row, double.NaN), (epsilon / left) + (row == best ? 1 - epsilon : 0)));
        }

        return chosen;
    }

    // A row that was taken is drawn again; draws are keyed by position and attempt.
    private static long Any(RowSet candidates, HashSet<long> taken, RandomSource random, int position)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = RowAt(candidates, random.Below(candidates.Count, position, attempt));
            if (!taken.Contains(row))
            {
                return row;
            }
        }
    }

    private static long RowAt(RowSet rows, long index)
    {
        if (rows.IsList)
        {
            return rows.Listed[(int)index];
        }

        // The index-th row that is not excluded: as many rows before it are excluded as have index + k ≥ themselves.
        var excluded = rows.Excluded;
        var (low, high) = (0, excluded.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (excluded[middle] - middle <= index)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return index + low;
    }
}
