using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Experiments;

/// <summary>What an experiment found.</summary>
/// <param name="Points">Every round of every run: by strategy in the order asked for, then seed, then round.</param>
/// <param name="Confusions">For each strategy, the confusion of the last round of the first seed: rows of true classes.</param>
/// <param name="FullData">What a model trained on every label of the pool reaches; null where the pool has no labels.</param>
/// <param name="Replaced">The rounds whose rows were drawn at random because the strategy failed.</param>
public sealed record ExperimentResult(
    IReadOnlyList<CurvePoint> Points, IReadOnlyDictionary<string, long[][]> Confusions, FullDataResult? FullData, IReadOnlyList<ReplacedSelection> Replaced);
