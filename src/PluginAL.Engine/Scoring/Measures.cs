using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>The measures that strategies may name.</summary>
internal static class Measures
{
    /// <summary>The measure of probabilities that a strategy says it is, or null.</summary>
    public static UncertaintyMeasure? Of(IPointwiseStrategy strategy) => Name(strategy) switch
    {
        "least-confidence" => UncertaintyMeasure.LeastConfidence,
        "margin" => UncertaintyMeasure.Margin,
        "ratio" => UncertaintyMeasure.Ratio,
        "entropy" => UncertaintyMeasure.Entropy,
        "normalised-entropy" => UncertaintyMeasure.NormalisedEntropy,
        "gini" => UncertaintyMeasure.Gini,
        _ => null,
    };

    /// <summary>The measure over a committee that a strategy says it is, or null.</summary>
    public static CommitteeMeasure? OfCommittee(IPointwiseStrategy strategy) => Name(strategy) switch
    {
        "vote-entropy" => CommitteeMeasure.VoteEntropy,
        "consensus-entropy" => CommitteeMeasure.ConsensusEntropy,
        "kl-divergence" => CommitteeMeasure.MeanKullbackLeibler,
        "bald" => CommitteeMeasure.MutualInformation,
        "variation-ratio" => CommitteeMeasure.VariationRatio,
        "max-disagreement" => CommitteeMeasure.MaxDisagreement,
        _ => null,
    };

    private static string? Name(IPointwiseStrategy strategy) => (strategy as IMeasureStrategy)?.Measure;
}
