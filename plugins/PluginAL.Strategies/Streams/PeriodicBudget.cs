using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Asks for every 1 ÷ B-th row, whatever its utility: whenever the labels so far are fewer than B times the rows, rounded down.</summary>
/// <remarks>A row that is not to be asked for passes its turn to the next one. O(1) for each row.</remarks>
[BudgetManager("periodic", Summary = "Asks for every 1 ÷ budget-th row.")]
public sealed class PeriodicBudget : IBudgetManager
{
    private long _rows;
    private long _asked;

    /// <inheritdoc/>
    public StreamDecision Decide(long row, double utility, StreamContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        // A trifle, since 0.1 · 30 is not quite 3.
        var ask = _asked + 1 <= (++_rows * context.Budget) + 1e-9 && !double.IsNaN(utility);
        _asked += ask ? 1 : 0;
        return new StreamDecision(ask);
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => StreamState.Save(stream, writer =>
    {
        writer.Write(_rows);
        writer.Write(_asked);
    });

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => StreamState.Restore(stream, reader => (_rows, _asked) = (reader.ReadInt64(), reader.ReadInt64()));
}
