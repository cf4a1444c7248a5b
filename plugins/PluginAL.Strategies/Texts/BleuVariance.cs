using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// BLEU variance: the mean of (1 − BLEU(yᵢ, yⱼ))² over all ordered pairs of a row's candidates (Xiao, Gomez and Gal 2020, "Wat zei je? Detecting out-of-distribution translations with
/// variational transformers", whose BLEUVar is the sum).
/// </summary>
/// <remarks>
/// BLEU is that of sentences, smoothed (Lin and Och 2004), in lower case. Fewer than two candidates score 0, none 1. Batch: the highest scores. In a cold start the session draws at
/// random. O(M² · length) for each row of M candidates.
/// </remarks>
[Strategy("bleu-variance", Summary = "How much the candidate texts differ from one another.", Needs = Signals.Candidates)]
public sealed class BleuVariance : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = block.Candidates[i].IsEmpty ? 1 : (float)Of(block.Candidates[i]);
        }
    }

    private static double Of(ReadOnlySpan<Candidate> candidates)
    {
        var texts = new ulong[candidates.Length][];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = TextTokens.Of(candidates[i].Text, symbols: true);
        }

        var sum = 0.0;
        for (var i = 0; i < texts.Length; i++)
        {
            for (var j = 0; j < texts.Length; j++)
            {
                var apart = i == j ? 0 : 1 - SentenceBleu.Of(texts[i], texts[j]);
                sum += apart * apart;
            }
        }

        return texts.Length < 2 ? 0 : sum / (texts.Length * (texts.Length - 1));
    }
}
