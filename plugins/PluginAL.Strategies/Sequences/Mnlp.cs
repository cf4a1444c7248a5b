using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// MNLP, maximum normalised log-probability: −ln p(y*) ÷ T, y* being the most probable path of the T tokens (Shen, Yun, Lipton, Kronrod and Anandkumar 2018, "Deep active
/// learning for named entity recognition"). Least confidence without its preference for long sequences.
/// </summary>
/// <remarks>Batch: the highest scores. A sequence without tokens scores −1, after all others. In a cold start the session draws at random. O(1) for each sequence.</remarks>
/// <param name="options">The exponent of the length.</param>
[Strategy("mnlp", Summary = "Minus the log-probability of the best path for each token.", Needs = Signals.TokenMarginals)]
public sealed class Mnlp(LengthOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var length = block.Tokens.Length(i);
            scores[i] = length == 0 ? SequenceScores.Empty : (float)(-SequenceScores.Paths(block.Tokens, i)[0] / Math.Pow(length, options.Exponent));
        }
    }
}
