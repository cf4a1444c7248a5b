using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// N-best entropy: −Σ p̂ ln p̂ over the N most probable paths, p̂ being their probabilities scaled to a sum of one, in nats (Settles and Craven 2008, "An analysis of active
/// learning strategies for sequence labeling tasks", "N-best sequence entropy").
/// </summary>
/// <remarks>Batch: the highest scores. A sequence without tokens scores −1, after all others. In a cold start the session draws at random. O(N) for each sequence.</remarks>
/// <param name="options">N, and for the sequence or for each token.</param>
[Strategy("n-best-entropy", Summary = "The entropy over the best paths of a sequence.", Needs = Signals.TokenMarginals)]
public sealed class NBestEntropy(NBestEntropyOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        SequenceScores.ExpectTwoPaths(block.Tokens, "n-best-entropy");
        for (var i = 0; i < block.Count; i++)
        {
            var paths = SequenceScores.Paths(block.Tokens, i);
            var entropy = Of(paths[..Math.Min(paths.Length, options.Paths)]);
            scores[i] = SequenceScores.Priced(entropy, block.Tokens.Length(i), options.Per, options.Overhead);
        }
    }

    /// <summary>The entropy of probabilities that are given by logarithms, best first, and scaled to a sum of one.</summary>
    internal static double Of(ReadOnlySpan<double> logs)
    {
        // H = ln Σ w − Σ w ln w ÷ Σ w with w = p ÷ p₁, of which none overflows.
        double sum = 0, weighted = 0;
        foreach (var log in logs)
        {
            if (double.IsNegativeInfinity(log))
            {
                continue;
            }

            var weight = Math.Exp(log - logs[0]);
            sum += weight;
            weighted += weight * (log - logs[0]);
        }

        return Math.Max(0, Math.Log(sum) - (weighted / sum));
    }
}
