using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when successive models agree: the mean of the last w values of Cohen's kappa between them on the stop set reaches a threshold
/// (Bloodgood and Vijay-Shanker 2009, "A Method for Stopping Active Learning Based on Stabilizing Predictions").
/// </summary>
/// <param name="options">Threshold and window.</param>
[StoppingCriterion("kappa", Needs = Signals.Probabilities, Summary = "successive models agree on the stop set (Cohen's kappa)")]
public sealed class KappaStability(KappaOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.StopSet.Count <= options.Window)
        {
            return new StopVerdict(false, $"{Math.Max(0, context.StopSet.Count - 1)} of {options.Window} comparisons of successive models");
        }

        var mean = 0.0;
        for (var i = context.StopSet.Count - options.Window; i < context.StopSet.Count; i++)
        {
            mean += Agreement.Kappa(context.StopSet[i - 1].Predicted, context.StopSet[i].Predicted) / options.Window;
        }

        return new StopVerdict(mean >= options.Threshold, $"mean kappa of the last {options.Window} pairs of models {mean:F4}, threshold {options.Threshold}");
    }
}
