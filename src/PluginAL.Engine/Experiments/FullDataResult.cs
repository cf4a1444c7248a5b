using PluginAL.Engine.Metrics;

namespace PluginAL.Engine.Experiments;

/// <summary>What a model trained on every label of the pool reaches.</summary>
/// <param name="Confusion">On the test part.</param>
/// <param name="Labels">How many labels it was trained on.</param>
/// <param name="FitSeconds">How long the training took.</param>
public sealed record FullDataResult(ConfusionMatrix Confusion, int Labels, double FitSeconds);
