using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when F is predicted to change no more from model to model: ΔF = 1 − 2a/(2a + b + c), which is 1 − F of the one model's predictions on the stop
/// set against the other's; a rows are put into the class by both, b and c by one alone (Altschuler and Bloodgood 2019, "Stopping Active Learning Based on
/// Predicted Change of F Measure for Text Classification", who bound the change of the true F by it under mild conditions). Several classes: the mean
/// over those that either predicts. The verdict tells the window's mean and its largest value.
/// </summary>
/// <param name="options">Threshold, window, class.</param>
[StoppingCriterion("predicted-f-change", Needs = Signals.Probabilities, Summary = "the predicted change of F between successive models is small")]
public sealed class PredictedFChange(PredictedFChangeOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var positive = options.Class.Length == 0 ? -1 : ClassNames.IndexOf(context.Classes, options.Class, "predicted-f-change");
        if (context.StopSet.Count <= options.Window)
        {
            return new StopVerdict(false, $"{Math.Max(0, context.StopSet.Count - 1)} of {options.Window} comparisons of successive models");
        }

        var (mean, largest) = (0.0, 0.0);
        for (var i = context.StopSet.Count - options.Window; i < context.StopSet.Count; i++)
        {
            var change = Change(context.StopSet[i - 1].Predicted, context.StopSet[i].Predicted, positive);
            mean += change / options.Window;
            largest = Math.Max(largest, change);
        }

        return new StopVerdict(
            mean < options.Threshold, $"predicted change of F {mean:F4} (at most {largest:F4} in the last {options.Window} pairs of models), threshold {options.Threshold}");
    }

    private static double Change(IReadOnlyList<int> first, IReadOnlyList<int> second, int positive)
    {
        if (positive >= 0)
        {
            return Agreement.FChange(first, second, positive);
        }

        var classes = first.Concat(second).Distinct().ToArray();
        return classes.Average(index => Agreement.FChange(first, second, index));
    }
}
