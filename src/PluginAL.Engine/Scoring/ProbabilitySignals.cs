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
    public override SignalReader CreateReader() => new Reader(column, normalise);

    /// <inheritdoc/>
    public override MeasureReader? CreateMeasureReader(UncertaintyMeasure measure) => new Scorer(column, normalise, measure);

    private static void Require(ProbabilityCheck check, NpyColumn<float> column, long firstRow, ReadOnlySpan<long> rows)
    {
        if (!check.IsGood)
        {
            var row = rows.IsEmpty ? firstRow + check.Row : rows[check.Row];
            var found = check.Least < 0
                ? FormattableString.Invariant($"has an entry of {check.Least:G6}")
                : FormattableString.Invariant($"sums to {check.Sum:G6}");
            throw PluginALException.Input(
                $"{column.Path}: row {row} {found}; each row must be probabilities that sum to 1 within {Probabilities.DefaultTolerance}. "
                + "Give the model's probabilities, or --normalise to divide each row by its sum.");
        }
    }

    /// <summary>Scores in the pass that checks.</summary>
    private sealed class Scorer(NpyColumn<float> column, bool normalise, UncertaintyMeasure measure) : MeasureReader
    {
        private readonly int _width = column.Width;
        private float[] _buffer = [];

        // Compiled at once: a short run would be over before the runtime finds out that this is worth optimising.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override int Score(long firstRow, Span<float> scores)
        {
            var count = Math.Min(scores.Length, column.MaxRowsPerSpan);
            var rows = column.Rows(firstRow, count);
            if (normalise)
            {
                rows = Normalised(rows);
            }

            var check = Uncertainty.ScoreChecked(measure, rows, _width, scores[..count]);
            if (!check.IsGood)
            {
                Require(check, column, firstRow, default);
            }

            return count;
        }

        public override void Gather(ReadOnlySpan<long> rows, Span<float> scores)
        {
            var copy = Buffer(rows.Length * _width);
            for (var i = 0; i < rows.Length; i++)
            {
                column.Rows(rows[i], 1).CopyTo(copy[(i * _width)..]);
            }

            if (normalise)
            {
                Probabilities.Normalise(copy, _width);
            }

            Require(Uncertainty.ScoreChecked(measure, copy, _width, scores), column, 0, rows);
        }

        private Span<float> Normalised(ReadOnlySpan<float> rows)
        {
            var copy = Buffer(rows.Length);
            rows.CopyTo(copy);
            Probabilities.Normalise(copy, _width);
            return copy;
        }

        private Span<float> Buffer(int length)
        {
            if (_buffer.Length < length)
            {
                _buffer = new float[length];
            }

            return _buffer.AsSpan(0, length);
        }
    }

    private sealed class Reader(NpyColumn<float> column, bool normalise) : SignalReader
    {
        private float[] _buffer = [];

        public override SignalBlock Read(long firstRow, int maxRows)
        {
            var count = Math.Min(maxRows, column.MaxRowsPerSpan);
            var rows = column.Rows(firstRow, count);
            if (normalise)
            {
                var copy = Buffer(rows.Length);
                rows.CopyTo(copy);
                Probabilities.Normalise(copy, column.Width);
                rows = copy;
            }

            Require(Probabilities.Check(rows, column.Width), column, firstRow, default);
            return new SignalBlock { Count = count, FirstRow = firstRow, ClassCount = column.Width, Probabilities = rows };
        }

        public override SignalBlock Gather(ReadOnlySpan<long> rows)
        {
            var copy = Buffer(rows.Length * column.Width);
            for (var i = 0; i < rows.Length; i++)
            {
                column.Rows(rows[i], 1).CopyTo(copy[(i * column.Width)..]);
            }

            if (normalise)
            {
                Probabilities.Normalise(copy, column.Width);
            }

            Require(Probabilities.Check(copy, column.Width), column, 0, rows);
            return new SignalBlock { Count = rows.Length, Rows = rows, ClassCount = column.Width, Probabilities = copy };
        }

        private Span<float> Buffer(int length)
        {
            if (_buffer.Length < length)
            {
                _buffer = new float[length];
            }

            return _buffer.AsSpan(0, length);
        }
    }
}
