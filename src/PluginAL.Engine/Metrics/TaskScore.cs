namespace PluginAL.Engine.Metrics;

/// <summary>How well a model does on a test part, by the two metrics of its task (<see cref="Reports.MetricNames"/>).</summary>
/// <param name="Metric1">The first metric; NaN where it is undefined.</param>
/// <param name="Metric2">The second metric; NaN where it is undefined.</param>
public sealed record TaskScore(double Metric1, double Metric2)
{
    /// <summary>Classification only: which classes were taken for which.</summary>
    public ConfusionMatrix? Confusion { get; init; }
}
