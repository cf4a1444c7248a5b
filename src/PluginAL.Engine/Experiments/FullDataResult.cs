namespace PluginAL.Engine.Experiments;

/// <summary>What a model trained on every label of the pool reaches on the test part.</summary>
/// <param name="Metric1">The first metric of the task.</param>
/// <param name="Metric2">The second metric of the task.</param>
/// <param name="Labels">How many labels it was trained on.</param>
/// <param name="FitSeconds">How long the training took.</param>
public sealed record FullDataResult(double Metric1, double Metric2, int Labels, double FitSeconds);
