using System.Runtime.CompilerServices;
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
    public override SignalReader CreateReader() => new Reader(column, Rows());

    /// <inheritdoc/>
    public override MeasureReader? CreateMeasureReader(UncertaintyMeasure measure) =>
        new Scorer(column, Rows(), measure);

    private DistributionRows Rows()
    {
        column.ReadInOrder();
        return new DistributionRows(column, column.Width, normalise);
    }

    /// <summary>Scores in the pass that checks.</summary>
    private sealed class Scorer(NpyColumn<float> column, DistributionRows source, UncertaintyMeasure measure) : MeasureReader
    {
        private readonly int _width = column.Width;

        // Compiled at once: a short run would be over before the runtime finds out that this is worth optimising.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override int Score(long firstRow, Span<float> scores)
        {
            var count = Math.Min(scores.Length, column.MaxRowsPerSpan);
            var check = Uncertainty.ScoreChecked(measure, source.ReadUnchecked(firstRow, count), _width, scores[..count]);
            source.Require(check, firstRow, default);
            return count;
        }

        public override void Gather(ReadOnlySpan<long> rows, Span<float> scores) =>
            source.Require(Uncertainty.ScoreChecked(measure, source.GatherUnchecked(rows), _width, scores), 0, rows);
    }

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
