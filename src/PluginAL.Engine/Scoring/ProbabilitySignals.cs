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

            Require(rows, firstRow, default);
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

            Require(copy, 0, rows);
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

        private void Require(ReadOnlySpan<float> probabilities, long firstRow, ReadOnlySpan<long> rows)
        {
            var check = Probabilities.Check(probabilities, column.Width);
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
    }
}
