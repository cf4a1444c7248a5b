using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Ratio of confidence: p₂ / p₁ (Settles 2009, "Active learning literature survey").</summary>
[Strategy("ratio", Summary = "The second greatest class probability divided by the greatest.", Needs = Signals.Probabilities)]
public sealed class Ratio : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "ratio";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Uncertainty.Score(UncertaintyMeasure.Ratio, block.Probabilities, block.ClassCount, scores);
}
