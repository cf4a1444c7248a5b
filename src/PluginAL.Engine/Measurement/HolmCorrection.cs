namespace PluginAL.Engine.Measurement;

/// <summary>
/// Corrects for looking at many comparisons at once: Holm's step-down procedure (1979). It holds the chance of a single false claim among
/// all at the stated level, whatever their dependence, and never claims less than Bonferroni's.
/// </summary>
public static class HolmCorrection
{
    /// <summary>Adjusts p values.</summary>
    /// <param name="pValues">m p values, in [0, 1].</param>
    /// <returns>The adjusted p values in the same order: reject those at or below the level.</returns>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var order = Order(pValues);
        var adjusted = new double[pValues.Length];
        var running = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            running = Math.Max(running, Math.Min(1, (order.Length - i) * pValues[order[i]]));
            adjusted[order[i]] = running;
        }

        return adjusted;
    }

    /// <summary>
    /// The level at which each comparison is tested: level/m for the smallest p value, level/(m − 1) for the next, and so on. Intervals at
    /// 1 − these levels go with the decisions.
    /// </summary>
    /// <param name="pValues">m p values, in [0, 1].</param>
    /// <param name="level">The chance of a false claim among all, such as 0.05.</param>
    /// <returns>The levels, in the order of the p values.</returns>
    public static double[] Levels(ReadOnlySpan<double> pValues, double level = 0.05)
    {
        var order = Order(pValues);
        var levels = new double[pValues.Length];
        for (var i = 0; i < order.Length; i++)
        {
            levels[order[i]] = level / (order.Length - i);
        }

        return levels;
    }

    private static int[] Order(ReadOnlySpan<double> pValues)
    {
        foreach (var p in pValues)
        {
            if (p is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), p, "A p value lies in [0, 1].");
            }
        }

        var keys = pValues.ToArray();
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(order, (a, b) => keys[a].CompareTo(keys[b]) is var byValue and not 0 ? byValue : a.CompareTo(b));
        return order;
    }
}
