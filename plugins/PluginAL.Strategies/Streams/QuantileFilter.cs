using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// The balanced incremental quantile filter: asks where the utility reaches the (1 − B)-quantile of the last w utilities, lowered or raised by
/// (max − min) · (B t − n) ÷ w_tol, with t rows and n labels so far, so that neither surplus nor debt lasts (Kottke, Krempl and Spiliopoulou 2015, "Probabilistic active
/// learning in datastreams").
/// </summary>
/// <remarks>Takes utilities of any scale, and spends the budget however they drift. The quantile is the linear interpolation between order statistics, the row's own
/// utility included. O(w) for each row.</remarks>
/// <param name="options">The window and the tolerance.</param>
[BudgetManager("quantile-filter", Summary = "Asks where the utility is among the highest of the last rows, balanced so that the budget is met.")]
public sealed class QuantileFilter(QuantileFilterOptions options) : IBudgetManager
{
    private readonly Queue<double> _window = new();
    private readonly List<double> _sorted = [];
    private long _rows;
    private long _asked;

    /// <inheritdoc/>
    public StreamDecision Decide(long row, double utility, StreamContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _rows++;
        if (double.IsNaN(utility))
        {
            return default;
        }

        Add(utility);
        var left = (context.Budget * _rows) - _asked;
        var ask = utility >= Quantile(1 - context.Budget) - ((_sorted[^1] - _sorted[0]) * left / options.Tolerance);
        _asked += ask ? 1 : 0;
        return new StreamDecision(ask);
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => StreamState.Save(stream, writer =>
    {
        writer.Write(_rows);
        writer.Write(_asked);
        writer.Write(_window.Count);
        foreach (var utility in _window)
        {
            writer.Write(utility);
        }
    });

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => StreamState.Restore(stream, reader =>
    {
        _window.Clear();
        _sorted.Clear();
        (_rows, _asked) = (reader.ReadInt64(), reader.ReadInt64());
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Add(reader.ReadDouble());
        }
    });

    private void Add(double utility)
    {
        if (_window.Count == options.Window)
        {
            _sorted.RemoveAt(_sorted.BinarySearch(_window.Dequeue()));
        }

        _window.Enqueue(utility);
        var at = _sorted.BinarySearch(utility);
        _sorted.Insert(at < 0 ? ~at : at, utility);
    }

    private double Quantile(double share)
    {
        var at = share * (_sorted.Count - 1);
        var low = (int)at;
        return low + 1 < _sorted.Count ? _sorted[low] + ((at - low) * (_sorted[low + 1] - _sorted[low])) : _sorted[low];
    }
}
