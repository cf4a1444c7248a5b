using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>The measures that strategies may name.</summary>
internal static class Measures
{
    /// <summary>The measure that a strategy says it is, or null.</summary>
    public static UncertaintyMeasure? Of(IPointwiseStrategy strategy) => (strategy as IMeasureStrategy)?.Measure switch
    {
        "least-confidence" => UncertaintyMeasure.LeastConfidence,
        "margin" => UncertaintyMeasure.Margin,
        "ratio" => UncertaintyMeasure.Ratio,
        "entropy" => UncertaintyMeasure.Entropy,
        "normalised-entropy" => UncertaintyMeasure.NormalisedEntropy,
        "gini" => UncertaintyMeasure.Gini,
        _ => null,
    };
}
