using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Sequence margin: 1 − (p₁ − p₂) of the two most probable paths of a sequence (Scheffer, Decomain and Wrobel 2001, "Active hidden Markov models for information extraction";
/// Settles and Craven 2008). Where there is but one path, p₂ is 0.
/// </summary>
/// <remarks>Batch: the highest scores. A sequence without tokens scores −1, after all others. In a cold start the session draws at random. O(1) for each sequence.</remarks>
/// <param name="options">For the sequence or for each token.</param>
[Strategy("sequence-margin", Summary = "How close the two best paths of a sequence are.", Needs = Signals.TokenMarginals)]
public sealed class SequenceMargin(SequenceOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        SequenceScores.ExpectTwoPaths(block.Tokens, "sequence-margin");
        for (var i = 0; i < block.Count; i++)
        {
            var paths = SequenceScores.Paths(block.Tokens, i);
            scores[i] = SequenceScores.Priced(1 - (Math.Exp(paths[0]) - Math.Exp(paths[1])), block.Tokens.Length(i), options.Per, options.Overhead);
        }
    }
}
