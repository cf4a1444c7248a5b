namespace PluginAL.Stopping;

/// <summary>How far the predictions of successive models agree on the stop set.</summary>
internal static class Agreement
{
    /// <summary>
    /// Cohen's kappa (1960): (observed − chance)/(1 − chance), where chance is the agreement of two raters with the same class shares. 1 where
    /// both say one class throughout: they agree wholly, though by the formula that is 0/0.
    /// </summary>
    public static double Kappa(IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        var classes = Math.Max(first.Max(), second.Max()) + 1;
        var (one, two) = (new double[classes], new double[classes]);
        var same = 0;
        for (var i = 0; i < first.Count; i++)
        {
            one[first[i]]++;
            two[second[i]]++;
            same += first[i] == second[i] ? 1 : 0;
        }

        double n = first.Count;
        var observed = same / n;
        var chance = 0.0;
        for (var c = 0; c < classes; c++)
        {
            chance += one[c] / n * (two[c] / n);
        }

        return chance >= 1 ? 1 : (observed - chance) / (1 - chance);
    }

    /// <summary>The share of rows, in [0, 1], of which both say the same.</summary>
    public static double Share(IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        var same = 0;
        for (var i = 0; i < first.Count; i++)
        {
            same += first[i] == second[i] ? 1 : 0;
        }

        return (double)same / first.Count;
    }

    /// <summary>
    /// The predicted change of F between two models, for one class: 1 − 2a/(2a + b + c), a rows that both say to be of the class, b and c
    /// those that one alone does. 0 where neither says any: then nothing changed.
    /// </summary>
    public static double FChange(IReadOnlyList<int> first, IReadOnlyList<int> second, int positive)
    {
        var (both, one) = (0, 0);
        for (var i = 0; i < first.Count; i++)
        {
            var (a, b) = (first[i] == positive, second[i] == positive);
            both += a && b ? 1 : 0;
            one += a != b ? 1 : 0;
        }

        return both == 0 && one == 0 ? 0 : (double)one / ((2 * both) + one);
    }
}
