using PluginAL.Abstractions;

namespace TemperedMargin;

/// <summary>
/// The smallest margin after temperature scaling (Guo, Pleiss, Sun and Weinberger 2017, "On calibration of modern neural
/// networks"): 1 − (q₁ − q₂) with q ∝ p^(1/T). Softmax of logits divided by T is the same as powers of its probabilities.
/// </summary>
/// <param name="options">The temperature.</param>
[Strategy("tempered-margin", Summary = "Margin of temperature-scaled class probabilities.", Needs = Signals.Probabilities)]
public sealed class TemperedMarginStrategy(TemperedMarginOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        var exponent = 1 / options.Temperature;
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = Score(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount), exponent);
        }
    }

    private static float Score(ReadOnlySpan<float> probabilities, double exponent)
    {
        double first = 0, second = 0, sum = 0;
        foreach (var p in probabilities)
        {
            var q = Math.Pow(p, exponent);
            sum += q;
            (first, second) = q > first ? (q, first) : (first, Math.Max(second, q));
        }

        // NaN in, NaN out: the host counts and reports such rows.
        return (float)(1 - ((first - second) / sum));
    }
}
