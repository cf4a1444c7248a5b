using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Length-normalised log-probability: −ln p(ŷ | x) ÷ |ŷ|ᵃ of the model's best candidate ŷ of |ŷ| tokens (Wu and others 2016, "Google's neural machine translation system",
/// section 7, for the exponent; Zhao, Zhang, Zhou and Zhang 2020, "Active learning approaches to enhancing neural machine translation", as a strategy).
/// </summary>
/// <remarks>A row for which the model has no candidate scores 744.44, above all others. Batch: the highest scores. In a cold start the session draws at random. O(1) for each row.</remarks>
/// <param name="options">The exponent of the length.</param>
[Strategy("normalised-log-probability", Summary = "Minus the log-probability of the best candidate text for each of its tokens.", Needs = Signals.Candidates)]
public sealed class NormalisedLogProbability(LengthOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = (float)Candidates.Surprise(block.Candidates[i], options.Exponent);
        }
    }
}
