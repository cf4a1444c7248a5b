using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Sequence least confidence: 1 − p(y*), y* being the most probable path (Culotta and McCallum 2005, "Reducing labeling effort for structured prediction tasks").
/// </summary>
/// <remarks>
/// Long sequences, of whose paths none is probable, score 1 − 6·10⁻⁸ and more, which float32 rounds to 1: there the lower row wins. <c>mnlp:exponent=0</c> has the same order
/// without rounding. Batch: the highest scores. A sequence without tokens scores −1, after all others. In a cold start the session draws at random. O(1) for each sequence.
/// </remarks>
/// <param name="options">For the sequence or for each token.</param>
[Strategy("sequence-least-confidence", Summary = "One minus the probability of a sequence's best path.", Needs = Signals.TokenMarginals)]
public sealed class SequenceLeastConfidence(SequenceOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var confidence = Math.Exp(SequenceScores.Paths(block.Tokens, i)[0]);
            scores[i] = SequenceScores.Priced(1 - confidence, block.Tokens.Length(i), options.Per, options.Overhead);
        }
    }
}
