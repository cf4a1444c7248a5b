using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// As <see cref="RandomVariableUncertainty"/>, but the budget is held against all labels and rows so far, asked ÷ rows &lt; B, so that what a strategy saves on
/// sparse regions is spent on dense ones (Ienco, Žliobaitė and Pfahringer 2014, "High density-focused uncertainty sampling for active learning over evolving stream data").
/// </summary>
/// <remarks>Made for the strategy <c>density</c>. O(1) for each row.</remarks>
/// <param name="options">The threshold and δ.</param>
[BudgetManager("density-split", Summary = "Asks where the utility exceeds a threshold drawn anew for each row; counts all rows so far.")]
public sealed class DensitySplit(DensitySplitOptions options) : IBudgetManager
{
    private readonly MovingThreshold _threshold = new(options.Threshold, options.Step);
    private long _rows;
    private long _asked;

    /// <inheritdoc/>
    public StreamDecision Decide(long row, double utility, StreamContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var confidence = Confidence.Of(row, utility, "density-split");
        _rows++;
        var ask = false;
        if ((double)_asked / _rows < context.Budget && !double.IsNaN(utility))
        {
            ask = confidence < _threshold.Value * (1 + (options.Deviation * NormalDraw.Sample(context.Random, row)));
            _threshold.Move(ask);
        }

        _asked += ask ? 1 : 0;
        return new StreamDecision(ask);
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => StreamState.Save(stream, writer =>
    {
        _threshold.Save(writer);
        writer.Write(_rows);
        writer.Write(_asked);
    });

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => StreamState.Restore(stream, reader =>
    {
        _threshold.Restore(reader);
        (_rows, _asked) = (reader.ReadInt64(), reader.ReadInt64());
    });
}
