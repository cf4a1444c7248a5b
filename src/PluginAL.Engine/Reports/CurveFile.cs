namespace PluginAL.Engine.Reports;

/// <summary>What a <c>curve.csv</c> holds.</summary>
/// <param name="Metrics">The two metrics, by its header.</param>
/// <param name="Points">Its lines.</param>
public sealed record CurveFile(MetricNames Metrics, IReadOnlyList<CurvePoint> Points);
