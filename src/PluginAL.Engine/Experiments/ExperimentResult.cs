using PluginAL.Engine.Metrics;
using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Experiments;

/// <summary>What an experiment found.</summary>
/// <param name="Points">Every round of every run: by strategy in the order asked for, then seed, then round.</param>
/// <param name="Confusions">For each strategy, the confusion of the last round of the first seed: rows of true classes.</param>
/// <param name="FullData">The confusion of a model trained on every label of the pool.</param>
/// <param name="FullDataLabels">How many labels that were.</param>
/// <param name="FullDataFitSeconds">How long that training took.</param>
public sealed record ExperimentResult(
    IReadOnlyList<CurvePoint> Points,
    IReadOnlyDictionary<string, long[][]> Confusions,
    ConfusionMatrix FullData,
    int FullDataLabels,
    double FullDataFitSeconds);
