using PluginAL.Engine.Reports;
using PluginAL.Engine.Stopping;

namespace PluginAL.Engine.Experiments;

/// <summary>What an experiment found.</summary>
/// <param name="Points">Every round of every run: by strategy in the order asked for, then seed, then round.</param>
/// <param name="Confusions">For each strategy, the confusion of the last round of the first seed: rows of true classes.</param>
/// <param name="FullData">What a model trained on every label of the pool reaches; null where the pool has no labels.</param>
/// <param name="Replaced">The rounds whose rows were drawn at random because the strategy failed.</param>
/// <param name="StopReport">What each stopping rule said after each round; empty without rules.</param>
/// <param name="Estimates">For each run whose rows were all drawn with known probabilities: the task's first metric as its own labels tell it.</param>
/// <param name="Predictions">For each run with stopping rules: the accuracy that its last model was expected to have on the test part.</param>
public sealed record ExperimentResult(
    IReadOnlyList<CurvePoint> Points, IReadOnlyDictionary<string, long[][]> Confusions, FullDataResult? FullData, IReadOnlyList<ReplacedSelection> Replaced,
    IReadOnlyList<StopReportLine> StopReport, IReadOnlyList<RunEstimate> Estimates,
    IReadOnlyList<RunPrediction> Predictions)
{
    /// <summary>What the labels of each run cost.</summary>
    /// <value>Without those runs whose labels cost 1 each, as they do where the data do not say.</value>
    public IReadOnlyList<RunCost> Costs { get; init; } = [];
}
