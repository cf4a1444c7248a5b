using PluginAL.Abstractions;

namespace PluginAL.Stopping.Tests;

internal static class Contexts
{
    public static StopContext Predictions(params int[][] rounds) => Plain with
    {
        StopSet = [.. rounds.Select(predicted => new StopSetRound { Predicted = predicted, MeanNormalisedEntropy = 0.5 })],
    };

    public static StopContext Curve(params (int Labels, double Metric)[] points) => Plain with
    {
        LabelCount = points[^1].Labels,
        Cost = points[^1].Labels,
        LabelHistory = [.. points.Select(point => point.Labels)],
        MetricHistory = [.. points.Select(point => point.Metric)],
        TestCount = 1000,
    };

    public static StopContext Plain { get; } = new()
    {
        Round = 3,
        LabelCount = 40,
        Cost = 40,
        CandidateCount = 1000,
        MetricHistory = [],
        Classes = ["ham", "spam"],
        LabelsByClass = [30, 10],
    };
}
