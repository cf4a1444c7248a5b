using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Token margin: 1 − (p₁ − p₂) of the two best tags of each token, by marginals; its mean over the sequence, its sum or its maximum (Marcheggiani and Artières 2014, "An
/// experimental comparison of active learning strategies for partially labeled sequences").
/// </summary>
/// <remarks>Batch: the highest scores. A sequence without tokens scores −1, after all others. In a cold start the session draws at random. O(T · K).</remarks>
/// <param name="options">The aggregate.</param>
[Strategy("token-margin", Summary = "How close the two best tags of a sequence's tokens are: mean, sum or maximum.", Needs = Signals.TokenMarginals)]
public sealed class TokenMargin(TokenOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        SequenceScores.OfTokens(UncertaintyMeasure.Margin, options.Aggregate, block.Tokens, scores);
}
