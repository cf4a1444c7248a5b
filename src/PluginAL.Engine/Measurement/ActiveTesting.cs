using PluginAL.Abstractions;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// Draws rows to test a model with, where its loss is likely to be large, so that few labels give a narrow interval (Kossen, Farquhar,
/// Gal and Rainforth 2021, "Active Testing"). A row's probability is proportional to its expected loss, mixed with an equal share for all:
/// q = (1 − ε) · expected/Σ expected + ε/n, so that every row that is left has a chance and <see cref="LureEstimator"/> is unbiased.
/// The labels drawn here must not be trained on.
/// </summary>
public static class ActiveTesting
{
    /// <summary>Draws rows without replacement.</summary>
    /// <param name="expectedLosses">
    /// For each of N rows, how much loss is expected, at least 0; for accuracy 1 − p of the predicted class. Not all need be above 0.
    /// </param>
    /// <param name="count">How many, in [1, N].</param>
    /// <param name="random">The randomness.</param>
    /// <param name="epsilon">The share ε that is equal for all, in (0, 1].</param>
    /// <returns>Positions in <paramref name="expectedLosses"/>, in the order of drawing, with the probability of each draw.</returns>
    public static IReadOnlyList<SelectedRow> Draw(ReadOnlySpan<double> expectedLosses, int count, RandomSource random, double epsilon = 0.2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, expectedLosses.Length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epsilon, 1);
        var n = expectedLosses.Length;
        // A Fenwick tree of the losses: a draw and its removal take log N.
        var tree = new double[n + 1];
        var losses = new double[n];
        for (var i = 0; i < n; i++)
        {
            if (!double.IsFinite(expectedLosses[i]) || expectedLosses[i] < 0)
            {
                throw PluginALException.Input($"The expected loss of row {i} is {expectedLosses[i]}; give a finite number of at least 0.");
            }

            losses[i] = expectedLosses[i];
            tree[i + 1] += losses[i];
            var parent = i + 1 + ((i + 1) & -(i + 1));
            if (parent <= n)
            {
                tree[parent] += tree[i + 1];
            }
        }

        var left = Enumerable.Range(0, n).ToArray();
        var place = Enumerable.Range(0, n).ToArray();
        var drawn = new List<SelectedRow>(count);
        for (var m = 0; m < count; m++)
        {
            var alive = n - m;
            var total = Sum(tree, n);
            var equal = !(total > 0) || random.Uniform(m, 0) < epsilon;
            var row = equal ? left[(int)random.Below(alive, m, 1)] : Find(tree, random.Uniform(m, 1) * total);
            if (!equal && place[row] >= alive)
            {
                // Rounding led to a row that is gone: its place is taken by the last that is left.
                row = left[alive - 1];
            }

            var probability = total > 0 ? ((1 - epsilon) * losses[row] / total) + (epsilon / alive) : 1.0 / alive;
            drawn.Add(new SelectedRow(row, losses[row], Math.Min(1, probability)));
            for (var i = row + 1; i <= n; i += i & -i)
            {
                tree[i] -= losses[row];
            }

            losses[row] = 0;
            var last = left[alive - 1];
            (left[place[row]], place[last]) = (last, place[row]);
            (left[alive - 1], place[row]) = (row, alive - 1);
        }

        return drawn;
    }

    private static double Sum(double[] tree, int count)
    {
        var sum = 0.0;
        for (var i = count; i > 0; i -= i & -i)
        {
            sum += tree[i];
        }

        return sum;
    }

    private static int Find(double[] tree, double target)
    {
        var position = 0;
        for (var step = 1 << (31 - System.Numerics.BitOperations.LeadingZeroCount((uint)(tree.Length - 1))); step > 0; step >>= 1)
        {
            if (position + step < tree.Length && tree[position + step] <= target)
            {
                position += step;
                target -= tree[position];
            }
        }

        return Math.Min(position, tree.Length - 2);
    }
}
