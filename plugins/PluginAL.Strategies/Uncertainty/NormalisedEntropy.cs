using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Normalised entropy: −Σ p ln p / ln C, in [0, 1], so that pools with different numbers of classes compare.</summary>
[Strategy("normalised-entropy", Summary = "The entropy of the class probabilities as a share of the greatest possible.", Needs = Signals.Probabilities)]
public sealed class NormalisedEntropy : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "normalised-entropy";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Uncertainty.Score(UncertaintyMeasure.NormalisedEntropy, block.Probabilities, block.ClassCount, scores);
}
