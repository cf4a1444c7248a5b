using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Asks for each row with the same chance, the budget B, whatever its utility: the baseline of streams (Žliobaitė, Bifet, Pfahringer and Holmes 2014, "Active learning with
/// drifting streaming data", strategy Random). The chance is told with each decision, so that estimates can be corrected for it.
/// </summary>
/// <remarks>By default the share meets the budget in expectation only. With <see cref="RandomBudgetOptions.Strict"/> it never exceeds it, and the chance is not B any
/// more, so it is not told. O(1) for each row.</remarks>
/// <param name="options">Whether the budget may be exceeded by chance.</param>
[BudgetManager("random", Summary = "Asks for each row with the same chance, the budget.")]
public sealed class RandomBudget(RandomBudgetOptions options) : IBudgetManager
{
    private long _rows;
    private long _asked;

    /// <inheritdoc/>
    public StreamDecision Decide(long row, double utility, StreamContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _rows++;
        var ask = !double.IsNaN(utility) && context.Random.Uniform(row) < context.Budget && (!options.Strict || _asked + 1 <= _rows * context.Budget);
        _asked += ask ? 1 : 0;
        return new StreamDecision(ask, options.Strict ? null : context.Budget);
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
