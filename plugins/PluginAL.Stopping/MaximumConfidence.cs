using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when the model was sure of every row that the strategy chose last: the largest entropy/ln C among them is below a threshold (Zhu, Wang and
/// Hovy 2008, max-confidence). For uncertainty strategies, whose choice is what the model is least sure of.
/// </summary>
/// <param name="options">The threshold.</param>
[StoppingCriterion("maximum-confidence", Needs = Signals.Probabilities, Summary = "the model is sure even of the rows that were chosen last")]
public sealed class MaximumConfidence(MaximumConfidenceOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return double.IsNaN(context.BatchUncertainty)
            ? new StopVerdict(false, "no row has been chosen by a model yet")
            : new StopVerdict(
                context.BatchUncertainty < options.Threshold, $"largest normalised entropy of the last batch {context.BatchUncertainty:F4}, threshold {options.Threshold}");
    }
}
