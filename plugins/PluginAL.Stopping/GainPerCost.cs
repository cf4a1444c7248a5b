using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when further labels would cost more than they bring: the curve, continued as an inverse power law (<see cref="LearningCurveFit"/>), is
/// expected to gain fewer points over the next labels, times what a point is worth, than these labels cost at the price so far.
/// </summary>
/// <param name="options">Worth, look-ahead, rounds.</param>
[StoppingCriterion("gain-per-cost", Summary = "further labels are expected to cost more than they bring")]
public sealed class GainPerCost(GainPerCostOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rounds = Math.Min(context.MetricHistory.Count, context.LabelHistory.Count);
        if (rounds < options.Rounds)
        {
            return new StopVerdict(false, $"{rounds} of {options.Rounds} measured rounds");
        }

        var fit = LearningCurveFit.Of(context.LabelHistory, context.MetricHistory);
        var points = 100 * fit.Gain(context.LabelHistory[rounds - 1], options.Ahead);
        var price = context.LabelCount > 0 && context.Cost > 0 ? context.Cost / context.LabelCount : 1;
        var (worth, cost) = (points * options.Worth, price * options.Ahead);
        return new StopVerdict(
            worth < cost, FormattableString.Invariant($"{options.Ahead} more labels are expected to bring {points:F2} points, worth {worth:0.##}, for {cost:0.##}"));
    }
}
