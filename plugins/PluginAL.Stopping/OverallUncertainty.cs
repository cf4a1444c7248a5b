using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>
/// Stops when the model is sure of the pool: the mean of entropy/ln C over the stop set falls below a threshold (Zhu, Wang, Yao and Tsou 2008,
/// "Active Learning with Sampling by Uncertainty and Density", overall uncertainty).
/// </summary>
/// <param name="options">The threshold.</param>
[StoppingCriterion("overall-uncertainty", Needs = Signals.Probabilities, Summary = "the mean uncertainty over the stop set is low")]
public sealed class OverallUncertainty(OverallUncertaintyOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.StopSet.Count == 0
            ? new StopVerdict(false, "no model has seen the stop set yet")
            : new StopVerdict(
                context.StopSet[^1].MeanNormalisedEntropy < options.Threshold,
                $"mean normalised entropy over the stop set {context.StopSet[^1].MeanNormalisedEntropy:F4}, threshold {options.Threshold}");
    }
}
