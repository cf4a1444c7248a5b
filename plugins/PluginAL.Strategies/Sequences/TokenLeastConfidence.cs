using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Token least confidence: 1 − max_k p(yₜ = k) of each token's tag marginals, its mean over the sequence, its sum or its maximum (Culotta and McCallum 2005, "Reducing
/// labeling effort for structured prediction tasks", by token; Marcheggiani and Artières 2014, "An experimental comparison of active learning strategies for partially
/// labeled sequences").
/// </summary>
/// <remarks>Batch: the highest scores. A sequence without tokens scores −1, after all others. In a cold start the session draws at random. O(T · K).</remarks>
/// <param name="options">The aggregate.</param>
[Strategy("token-least-confidence", Summary = "One minus the probability of the best tag of a sequence's tokens: mean, sum or maximum.", Needs = Signals.TokenMarginals)]
public sealed class TokenLeastConfidence(TokenOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        SequenceScores.OfTokens(UncertaintyMeasure.LeastConfidence, options.Aggregate, block.Tokens, scores);
}
