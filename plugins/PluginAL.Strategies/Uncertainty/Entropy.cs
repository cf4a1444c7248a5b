using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Entropy: −Σ p ln p, in nats (Shannon 1948, "A mathematical theory of communication").</summary>
[Strategy("entropy", Summary = "The entropy of the class probabilities, in nats.", Needs = Signals.Probabilities)]
public sealed class Entropy : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "entropy";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Uncertainty.Score(UncertaintyMeasure.Entropy, block.Probabilities, block.ClassCount, scores);
}
