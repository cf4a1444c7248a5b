using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Asks where the model's confidence 1 − u is below a threshold θ that falls with each label and rises without one, while less than the budget was spent
/// (Žliobaitė, Bifet, Pfahringer and Holmes 2014, "Active learning with drifting streaming data", strategy VarUncertainty).
/// </summary>
/// <remarks>While the budget is spent, θ stands still. O(1) for each row.</remarks>
/// <param name="options">The window and the threshold.</param>
[BudgetManager("variable-uncertainty", Summary = "Asks where the utility exceeds a threshold that moves with what is asked.")]
public sealed class VariableUncertainty(VariableUncertaintyOptions options) : IBudgetManager
{
    private readonly RecentSpending _spending = new(options.Window);
    private readonly MovingThreshold _threshold = new(options.Threshold, options.Step);

    /// <inheritdoc/>
    public StreamDecision Decide(long row, double utility, StreamContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var confidence = Confidence.Of(row, utility, "variable-uncertainty");
        var ask = false;
        if (_spending.IsBelow(context.Budget) && !double.IsNaN(utility))
        {
            ask = confidence < _threshold.Value;
            _threshold.Move(ask);
        }

        _spending.Count(ask);
        return new StreamDecision(ask);
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => StreamState.Save(stream, writer =>
    {
        _spending.Save(writer);
        _threshold.Save(writer);
    });

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => StreamState.Restore(stream, reader =>
    {
        _spending.Restore(reader);
        _threshold.Restore(reader);
    });
}
