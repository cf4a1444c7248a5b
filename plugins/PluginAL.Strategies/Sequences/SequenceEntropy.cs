using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Sequence entropy: −Σ_y p(y) ln p(y) over all paths y of the sequence, in nats, exactly (Kim, Song, Kim, Cha and Lee 2006, "MMR-based active machine learning for bio named
/// entity recognition", over the best paths; over all, by the recursion of Hernando, Crespi and Cybenko 2005 and Mann and McCallum 2007, which the model has done).
/// </summary>
/// <remarks>Batch: the highest scores. A sequence without tokens scores −1, after all others. In a cold start the session draws at random. O(1) for each sequence.</remarks>
/// <param name="options">For the sequence or for each token.</param>
[Strategy("sequence-entropy", Summary = "The entropy over all paths of a sequence, exactly.", Needs = Signals.TokenMarginals)]
public sealed class SequenceEntropy(SequenceOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = SequenceScores.Priced(block.Tokens.Entropies[i], block.Tokens.Length(i), options.Per, options.Overhead);
        }
    }
}
