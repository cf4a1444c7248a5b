using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Asks where the model's confidence 1 − u is at most θ = 1 ÷ C + B (1 − 1 ÷ C), while less than the budget was spent (Žliobaitė, Bifet, Pfahringer and Holmes 2014,
/// "Active learning with drifting streaming data", strategy FixedUncertainty; θ as for confidences that are uniform between 1 ÷ C and 1).
/// </summary>
/// <remarks>Meant for least confidence, u = 1 − p₁. A model that is surer than that asks for less than its budget, and once it is sure of everything for nothing at
/// all: the variable thresholds mend that. O(1) for each row.</remarks>
/// <param name="options">The window of the spending.</param>
[BudgetManager("fixed-uncertainty", Summary = "Asks where the utility exceeds a threshold that follows from the budget and the number of classes.")]
public sealed class FixedUncertainty(FixedUncertaintyOptions options) : IBudgetManager
{
    private readonly RecentSpending _spending = new(options.Window);

    /// <inheritdoc/>
    public StreamDecision Decide(long row, double utility, StreamContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var least = 1.0 / context.ClassCount;
        var ask = Confidence.Of(row, utility, "fixed-uncertainty") <= least + (context.Budget * (1 - least)) && _spending.IsBelow(context.Budget);
        _spending.Count(ask);
        return new StreamDecision(ask);
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => StreamState.Save(stream, _spending.Save);

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => StreamState.Restore(stream, _spending.Restore);
}
