using PluginAL.Abstractions;
using PluginAL.Engine.Experiments;

namespace PluginAL.Engine.Reports;

/// <summary>What an experiment was, so that its reader can judge and repeat it.</summary>
public sealed record ExperimentDescription
{
    /// <summary>The task, from which the metrics follow.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The data in words: files, rows, classes.</summary>
    public required string Data { get; init; }

    /// <summary>The command line, as it can be typed again.</summary>
    public required string CommandLine { get; init; }

    /// <summary>What took part and in which version: PluginAL, the runtime, plugins, the processor.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Versions { get; init; } = [];

    /// <summary>Every setting, also those left at their defaults.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Configuration { get; init; } = [];

    /// <summary>The rounds whose rows were drawn at random because the strategy failed.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<ReplacedSelection> Replaced { get; init; } = [];

    /// <summary>For runs whose rows were all drawn with known probabilities: the accuracy as their own labels tell it.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<RunEstimate> Estimates { get; init; } = [];

    /// <summary>For runs with stopping rules: the accuracy that was expected at the end.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<RunPrediction> Predictions { get; init; } = [];

    /// <summary>What the labels of each run cost, where the data say so.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<RunCost> Costs { get; init; } = [];

    /// <summary>What a model fitted on all data reaches.</summary>
    /// <value>Null by default: unknown, so that nothing is said of the labels needed.</value>
    public FullDataMetrics? FullData { get; init; }
}
