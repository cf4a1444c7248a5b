using PluginAL.Abstractions;

namespace PluginAL.Stopping;

/// <summary>Stops when labels, cost or time are used up, whichever is first.</summary>
/// <param name="options">The limits.</param>
[StoppingCriterion("budget", Summary = "labels, cost or time are used up")]
public sealed class Budget(BudgetOptions options) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var used = new List<string>();
        var stop = false;
        Count("labels", context.LabelCount, options.Labels);
        Count("cost", context.Cost, options.Cost);
        Count("minutes", context.Elapsed.TotalMinutes, options.Minutes);
        return used.Count == 0
            ? throw PluginALException.Usage("Stopping criterion 'budget' has no limit; give labels, cost or minutes, as in budget:cost=200.")
            : new StopVerdict(stop, string.Join(", ", used));

        void Count(string name, double value, double limit)
        {
            if (limit > 0)
            {
                used.Add(FormattableString.Invariant($"{value:0.##} of {limit:0.##} {name}"));
                stop |= value >= limit;
            }
        }
    }
}
