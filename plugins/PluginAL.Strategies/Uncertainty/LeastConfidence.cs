using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Least confidence: 1 − p₁ (Lewis and Gale 1994, "A sequential algorithm for training text classifiers").</summary>
[Strategy("least-confidence", Summary = "One minus the greatest class probability.", Needs = Signals.Probabilities)]
public sealed class LeastConfidence : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "least-confidence";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Uncertainty.Score(UncertaintyMeasure.LeastConfidence, block.Probabilities, block.ClassCount, scores);
}
