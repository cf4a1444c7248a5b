using PluginAL.Abstractions;

namespace PluginAL.Engine.Stopping;

/// <summary>Stops when a number of labels is reached, or when no row is left to ask for.</summary>
/// <param name="labels">The number of labels, the initial sample included.</param>
public sealed class LabelBudget(int labels) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.LabelCount >= labels ? new StopVerdict(true, $"the budget of {labels} labels is used up")
            : context.CandidateCount == 0 ? new StopVerdict(true, $"no row is left after {context.LabelCount} labels")
            : new StopVerdict(false, $"{context.LabelCount} of {labels} labels");
    }
}
