using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Token entropy: the entropy of each token's tag marginals, −Σ_k p(yₜ = k) ln p(yₜ = k) in nats, its mean over the sequence (token entropy), its sum (total token entropy:
/// Settles and Craven 2008, "An analysis of active learning strategies for sequence labeling tasks") or its maximum.
/// </summary>
/// <remarks>Batch: the highest scores. A sequence without tokens scores −1, after all others. In a cold start the session draws at random. O(T · K).</remarks>
/// <param name="options">The aggregate.</param>
[Strategy("token-entropy", Summary = "The entropy of the tags of a sequence's tokens: mean, sum or maximum.", Needs = Signals.TokenMarginals)]
public sealed class TokenEntropy(TokenOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        SequenceScores.OfTokens(UncertaintyMeasure.Entropy, options.Aggregate, block.Tokens, scores);
}
