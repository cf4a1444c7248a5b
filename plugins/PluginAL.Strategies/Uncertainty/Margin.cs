using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Smallest margin: 1 − (p₁ − p₂) (Scheffer, Decomain and Wrobel 2001, "Active hidden Markov models for information extraction").</summary>
[Strategy("margin", Summary = "One minus the gap between the two greatest class probabilities.", Needs = Signals.Probabilities)]
public sealed class Margin : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "margin";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Uncertainty.Score(UncertaintyMeasure.Margin, block.Probabilities, block.ClassCount, scores);
}
