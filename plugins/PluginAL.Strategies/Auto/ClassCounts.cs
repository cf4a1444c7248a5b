namespace PluginAL.Strategies;

/// <summary>How often classes occur among labels or predictions, and how evenly.</summary>
internal static class ClassCounts
{
    public static int[] Of(IEnumerable<int> classes, int classCount)
    {
        var counts = new int[classCount];
        foreach (var index in classes)
        {
            counts[index]++;
        }

        return counts;
    }

    /// <summary>
    /// Whether the classes may well be equally common: whether shrinkage would draw the estimate of their shares more than half the way to even ones
    /// (Hausser and Strimmer 2009, "Entropy inference and the James-Stein estimator, with application to nonlinear gene association networks").
    /// </summary>
    public static bool AreEven(int[] counts)
    {
        double n = counts.Sum(), c = counts.Length;
        var squares = counts.Sum(count => count / n * (count / n));
        var distance = counts.Sum(count => ((count / n) - (1 / c)) * ((count / n) - (1 / c)));
        return 1 - squares >= 0.5 * (n - 1) * distance;
    }

    /// <summary>The effective number of classes, 1 ÷ Σp² (Simpson 1949, "Measurement of diversity").</summary>
    public static double Effective(int[] counts)
    {
        double n = counts.Sum();
        return 1 / counts.Sum(count => count / n * (count / n));
    }
}
