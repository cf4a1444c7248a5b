using PluginAL.Abstractions;
using PluginAL.Pools;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>Signals from a memory-mapped column of probabilities, (N, C); checked on the way, and read only once.</summary>
/// <param name="column">The column.</param>
/// <param name="normalise">Whether rows are divided by their sum instead of being refused when it is not one.</param>
public sealed class ProbabilitySignals(NpyColumn<float> column, bool normalise) : SignalSource
{
    /// <inheritdoc/>
    public override long RowCount => column.RowCount;

    /// <inheritdoc/>
    public override int ClassCount => column.Width;

    /// <inheritdoc/>
    public override int BlockRows => Uncertainty.RowsPerBlock(column.Width);

    /// <inheritdoc/>
    public override SignalReader CreateReader() => new Reader(column, new DistributionRows(column, column.Width, normalise));

    private sealed class Reader(NpyColumn<float> column, DistributionRows source) : SignalReader
    {
        public override SignalBlock Read(long firstRow, int maxRows)
        {
            var count = Math.Min(maxRows, column.MaxRowsPerSpan);
            return new SignalBlock { Count = count, FirstRow = firstRow, ClassCount = column.Width, Probabilities = source.Read(firstRow, count) };
        }

        public override SignalBlock Gather(ReadOnlySpan<long> rows) =>
            new() { Count = rows.Length, Rows = rows, ClassCount = column.Width, Probabilities = source.Gather(rows) };
    }
}
