namespace PluginAL.Strategies;

/// <summary>
/// What a learned selector sees of a row: five numbers in [0, 1] and their products. They say the same of any task, so that what is learned on
/// simulated tasks can be used on others. The tool that trains the selectors compiles this file too.
/// </summary>
internal static class SelectorFeatures
{
    /// <summary>The numbers: doubt 1 − (p₁ − p₂); 1 − p₁; normalised entropy; how common the predicted class is among the labels; how early it is.</summary>
    public const int Count = 5;

    /// <summary>1, the numbers, and the products of each two, squares included.</summary>
    public const int Terms = 1 + Count + (Count * (Count + 1) / 2);

    /// <summary>The terms of one row.</summary>
    /// <param name="probabilities">C class probabilities.</param>
    /// <param name="labelled">How many labels each class has.</param>
    /// <param name="terms"><see cref="Terms"/> values.</param>
    public static void Fill(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labelled, Span<double> terms)
    {
        var (first, second, best, entropy) = (0.0, 0.0, 0, 0.0);
        for (var c = 0; c < probabilities.Length; c++)
        {
            double p = probabilities[c];
            entropy -= p > 0 ? p * Math.Log(p) : 0;
            if (p > first)
            {
                (first, second, best) = (p, first, c);
            }
            else if (p > second)
            {
                second = p;
            }
        }

        var total = 0;
        foreach (var count in labelled)
        {
            total += count;
        }

        terms[0] = 1;
        terms[1] = 1 - (first - second);
        terms[2] = 1 - first;
        terms[3] = probabilities.Length > 1 ? entropy / Math.Log(probabilities.Length) : 0;
        terms[4] = total == 0 ? 0 : Math.Min(1, (double)labelled[best] * labelled.Length / (2.0 * total));
        terms[5] = 10.0 * labelled.Length / ((10.0 * labelled.Length) + total);
        var next = 1 + Count;
        for (var i = 1; i <= Count; i++)
        {
            for (var j = i; j <= Count; j++)
            {
                terms[next++] = terms[i] * terms[j];
            }
        }
    }

    /// <summary>Σ wᵢ termᵢ.</summary>
    public static double Value(ReadOnlySpan<double> weights, ReadOnlySpan<double> terms)
    {
        var sum = 0.0;
        for (var i = 0; i < terms.Length; i++)
        {
            sum += weights[i] * terms[i];
        }

        return sum;
    }
}
