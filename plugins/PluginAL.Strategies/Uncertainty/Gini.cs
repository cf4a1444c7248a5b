using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Gini impurity: 1 − Σ p² (Breiman, Friedman, Olshen and Stone 1984, "Classification and regression trees").</summary>
[Strategy("gini", Summary = "The Gini impurity of the class probabilities.", Needs = Signals.Probabilities)]
public sealed class Gini : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "gini";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Uncertainty.Score(UncertaintyMeasure.Gini, block.Probabilities, block.ClassCount, scores);
}
