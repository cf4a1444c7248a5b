using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Experiments;

/// <summary>What a simulation wrote.</summary>
/// <param name="Summary">The summary, as in <c>summary.json</c>.</param>
/// <param name="Curve">The path of <c>curve.csv</c>.</param>
/// <param name="SummaryFile">The path of <c>summary.json</c>.</param>
/// <param name="Figure">The path of <c>curve.svg</c>.</param>
/// <param name="Report">The path of <c>report.html</c>.</param>
/// <param name="StopReport">The path of <c>stop.csv</c>; null without stopping rules.</param>
public sealed record SimulationResult(ExperimentSummary Summary, string Curve, string SummaryFile, string Figure, string Report, string? StopReport);
