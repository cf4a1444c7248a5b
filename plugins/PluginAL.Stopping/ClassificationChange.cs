using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when no more than a share of the stop set changes its predicted class from model to model (Zhu, Wang and Hovy 2008,
/// "Learning a Stopping Criterion for Active Learning for Word Sense Disambiguation and Text Classification").
/// </summary>
/// <param name="options">Threshold and window.</param>
[StoppingCriterion("classification-change", Needs = Signals.Probabilities, Summary = "no more than a share of the stop set changes its class")]
public sealed class ClassificationChange(ClassificationChangeOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.StopSet.Count <= options.Window)
        {
            return new StopVerdict(false, $"{Math.Max(0, context.StopSet.Count - 1)} of {options.Window} comparisons of successive models");
        }

        var largest = 0.0;
        for (var i = context.StopSet.Count - options.Window; i < context.StopSet.Count; i++)
        {
            largest = Math.Max(largest, 1 - Agreement.Share(context.StopSet[i - 1].Predicted, context.StopSet[i].Predicted));
        }

        return new StopVerdict(largest <= options.Threshold + 1e-12, $"{largest:P1} of the stop set changed class, threshold {options.Threshold:P1}");
    }
}
