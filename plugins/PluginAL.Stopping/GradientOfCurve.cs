using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when the learning curve is flat: the least-squares slope of the metric over the last rounds, per 100 labels, is below a threshold, and so is
/// that of the window before it, so that one plateau of chance does not stop (Laws and Schütze 2008, "Stopping Criteria for Active Learning of
/// Named Entity Recognition").
/// </summary>
/// <param name="options">Threshold and window.</param>
[StoppingCriterion("gradient", Summary = "the learning curve is flat")]
public sealed class GradientOfCurve(GradientOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rounds = Math.Min(context.MetricHistory.Count, context.LabelHistory.Count);
        if (rounds <= options.Window)
        {
            return new StopVerdict(false, $"{rounds} of {options.Window + 1} measured rounds");
        }

        var now = 100 * Slope(context, rounds - options.Window, rounds);
        var before = 100 * Slope(context, rounds - options.Window - 1, rounds - 1);
        return new StopVerdict(
            now < options.Threshold && before < options.Threshold, $"slope of the curve {now:+0.0000;−0.0000} per 100 labels ({before:+0.0000;−0.0000} a round ago), threshold {options.Threshold}");
    }

    private static double Slope(StopContext context, int from, int to)
    {
        var (x, y) = (0.0, 0.0);
        for (var i = from; i < to; i++)
        {
            x += (double)context.LabelHistory[i] / (to - from);
            y += context.MetricHistory[i] / (to - from);
        }

        var (xx, xy) = (0.0, 0.0);
        for (var i = from; i < to; i++)
        {
            xx += (context.LabelHistory[i] - x) * (context.LabelHistory[i] - x);
            xy += (context.LabelHistory[i] - x) * (context.MetricHistory[i] - y);
        }

        return xx > 0 ? xy / xx : 0;
    }
}
