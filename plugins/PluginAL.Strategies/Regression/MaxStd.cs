using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// The standard deviation of the predicted number, in the label's unit, at least 0 (MacKay 1992, "Information-based objective functions for active data selection"; Seo,
/// Wallat, Graepel and Obermayer 2000, "Gaussian process regression: active data selection and test point rejection"). Of a model whose variance is the same for all rows
/// it tells nothing: then <see cref="PredictiveVariance"/> over a committee does. O(1) for each row. Batch: the highest scores. In a cold start the
/// session draws at random.
/// </summary>
[Strategy("max-std", Summary = "The standard deviation of the predicted number.", Needs = Signals.MeanAndVariance)]
public sealed class MaxStd : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = MathF.Sqrt(block.Variances[i]);
        }
    }
}
