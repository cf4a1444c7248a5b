using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// As <see cref="VariableUncertainty"/>, with θ multiplied for each row by a draw from N(1, δ²), so that no region is never asked about and a change far from the
/// boundary is noticed (Žliobaitė, Bifet, Pfahringer and Holmes 2014, "Active learning with drifting streaming data", strategy RandVarUncertainty).
/// </summary>
/// <remarks>The share of labels within the last rows decides whether there is budget left. O(1) for each row.</remarks>
/// <param name="options">The window, the threshold and δ.</param>
[BudgetManager("random-variable-uncertainty", Summary = "Asks where the utility exceeds a moving threshold that is drawn anew for each row.")]
public sealed class RandomVariableUncertainty(RandomVariableUncertaintyOptions options) : IBudgetManager
{
    private readonly RecentSpending _spending = new(options.Window);
    private readonly MovingThreshold _threshold = new(options.Threshold, options.Step);

    /// <inheritdoc/>
    public StreamDecision Decide(long row, double utility, StreamContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var confidence = Confidence.Of(row, utility, "random-variable-uncertainty");
        var ask = false;
        if (_spending.IsBelow(context.Budget) && !double.IsNaN(utility))
        {
            ask = confidence < _threshold.Value * (1 + (options.Deviation * NormalDraw.Sample(context.Random, row)));
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
