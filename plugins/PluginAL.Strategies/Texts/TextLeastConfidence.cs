using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Least confidence of a text: 1 − p(ŷ | x) of the model's best candidate ŷ (Lewis and Gale 1994, over texts; Culotta and McCallum 2005).
/// </summary>
/// <remarks>
/// A row for which the model has no candidate scores 1, as do texts of a probability under 6·10⁻⁸, which float32 rounds away: there the lower row wins.
/// <c>normalised-log-probability:exponent=0</c> has the same order without rounding. Batch: the highest scores. In a cold start the session draws at random. O(1) for each row.
/// </remarks>
[Strategy("text-least-confidence", Summary = "One minus the probability of the best candidate text.", Needs = Signals.Candidates)]
public sealed class TextLeastConfidence : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = (float)(1 - Math.Exp(-Candidates.Surprise(block.Candidates[i], 0)));
        }
    }
}
