using PluginAL.Abstractions;
using PluginAL.Pools;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>Signals from a memory-mapped column of the probabilities of a committee's members, (N, M, C); checked on the way.</summary>
public sealed class MemberSignals : SignalSource
{
    private readonly NpyColumn<float> _column;
    private readonly bool _normalise;

    /// <summary>Signals of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="normalise">Whether each member's probabilities are divided by their sum instead of being refused when it is not one.</param>
    /// <exception cref="PluginALException">The column has another shape, or no rows, members or classes.</exception>
    public MemberSignals(NpyColumn<float> column, bool normalise)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Shape.Count != 3 || column.Width == 0 || column.RowCount == 0)
        {
            throw PluginALException.Input(
                $"{column.Path} has shape ({string.Join(", ", column.Shape)}); expected members of shape (N, M, C): for each row M members with C probabilities each, "
                + "and at least one of each. Stack the members' (N, C) arrays with numpy.stack(arrays, axis=1).");
        }

        _column = column;
        _normalise = normalise;
    }

    /// <inheritdoc/>
    public override long RowCount => _column.RowCount;

    /// <inheritdoc/>
    public override int ClassCount => (int)_column.Shape[2];

    /// <inheritdoc/>
    public override int MemberCount => (int)_column.Shape[1];

    /// <inheritdoc/>
    public override int BlockRows => Committee.RowsPerBlock(MemberCount, ClassCount);

    /// <inheritdoc/>
    public override SignalReader CreateReader()
    {
        _column.ReadInOrder();
        return new Reader(this, new DistributionRows(_column, ClassCount, _normalise));
    }

    private sealed class Reader(MemberSignals owner, DistributionRows source) : SignalReader
    {
        public override SignalBlock Read(long firstRow, int maxRows)
        {
            var count = Math.Min(maxRows, owner._column.MaxRowsPerSpan);
            return Block(count, firstRow, default, source.Read(firstRow, count));
        }

        public override SignalBlock Gather(ReadOnlySpan<long> rows) => Block(rows.Length, 0, rows, source.Gather(rows));

        private SignalBlock Block(int count, long firstRow, ReadOnlySpan<long> rows, ReadOnlySpan<float> members) => new()
        {
            Count = count,
            FirstRow = firstRow,
            Rows = rows,
            ClassCount = owner.ClassCount,
            MemberCount = owner.MemberCount,
            Members = members,
        };
    }
}
