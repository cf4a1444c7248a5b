namespace PluginAL.Engine.Reports;

/// <summary>The metrics of the same learner fitted on every label there is: what a budget of everything would reach.</summary>
/// <param name="Metric1">The first metric.</param>
/// <param name="Metric2">The second metric.</param>
public sealed record FullDataMetrics(double Metric1, double Metric2);
