using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when the metric is at a target with confidence: the lower bound of a share of n test rows, by Wilson's score interval (1927), reaches it.
/// For metrics that are shares, such as accuracy.
/// </summary>
/// <param name="options">Target and confidence.</param>
[StoppingCriterion("target-metric", Summary = "the metric's lower confidence bound reaches a target")]
public sealed class TargetMetric(TargetMetricOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.MetricHistory.Count == 0 || context.TestCount == 0)
        {
            return new StopVerdict(false, "no test part to measure the metric on");
        }

        var metric = context.MetricHistory[^1];
        if (!context.IsShareOfRows)
        {
            return new StopVerdict(metric >= options.Target, $"{context.MetricName} {metric:F4}, target {options.Target}");
        }

        var bound = LowerBound(metric, context.TestCount, options.Confidence);
        return new StopVerdict(bound >= options.Target, $"{context.MetricName} {metric:F4}, with confidence {options.Confidence:P0} at least {bound:F4}, target {options.Target}");
    }

    internal static double LowerBound(double share, double count, double confidence)
    {
        var z = Normal.Quantile(confidence);
        var square = z * z / count;
        return (share + (square / 2) - (z * Math.Sqrt((share * (1 - share) / count) + (square / (4 * count))))) / (1 + square);
    }
}
