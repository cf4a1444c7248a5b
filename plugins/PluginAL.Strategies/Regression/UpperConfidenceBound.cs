using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Upper confidence bound, to find the greatest number rather than to learn all: μ + κ σ, in the label's unit; for the least, −μ + κ σ (Srinivas, Krause, Kakade and
/// Seeger 2010, "Gaussian process optimization in the bandit setting"; κ is √β there). O(1) for each row. Batch: the highest scores. In a cold start the
/// session draws at random. σ² holds the noise, too, where the model gives it.
/// </summary>
/// <param name="options">κ, and whether the least number is sought.</param>
[Strategy("max-ucb", Summary = "Bayesian optimisation: the upper confidence bound of the predicted number.", Needs = Signals.MeanAndVariance)]
public sealed class UpperConfidenceBound(UpperConfidenceBoundOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = (float)((options.Minimise ? -1 : 1) * (double)block.Means[i] + (options.Kappa * Math.Sqrt(block.Variances[i])));
        }
    }
}
