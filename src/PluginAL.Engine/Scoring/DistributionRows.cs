using PluginAL.Abstractions;
using PluginAL.Pools;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>
/// Reads rows of a column that hold one probability distribution, or one for each member of a committee, for one thread. Each is
/// checked, or divided by its sum when asked to; what is read is valid until the next read.
/// </summary>
/// <param name="column">The column, (N, C) or (N, M, C).</param>
/// <param name="classes">The length C of a distribution.</param>
/// <param name="normalise">Whether distributions are divided by their sum instead of being refused when it is not one.</param>
internal sealed class DistributionRows(NpyColumn<float> column, int classes, bool normalise)
{
    private readonly int _members = column.Width / classes;
    private float[] _buffer = [];

    public ReadOnlySpan<float> Read(long firstRow, int count)
    {
        var rows = ReadUnchecked(firstRow, count);
        Require(Probabilities.Check(rows, classes), firstRow, default);
        return rows;
    }

    public ReadOnlySpan<float> Gather(ReadOnlySpan<long> rows)
    {
        var gathered = GatherUnchecked(rows);
        Require(Probabilities.Check(gathered, classes), 0, rows);
        return gathered;
    }

    /// <summary>For who checks in the pass that scores.</summary>
    public ReadOnlySpan<float> ReadUnchecked(long firstRow, int count)
    {
        var rows = column.Rows(firstRow, count);
        if (!normalise)
        {
            return rows;
        }

        var copy = Buffer(rows.Length);
        rows.CopyTo(copy);
        Probabilities.Normalise(copy, classes);
        return copy;
    }

    /// <summary>For who checks in the pass that scores.</summary>
    public ReadOnlySpan<float> GatherUnchecked(ReadOnlySpan<long> rows)
    {
        var copy = Buffer(rows.Length * column.Width);
        for (var i = 0; i < rows.Length; i++)
        {
            column.Rows(rows[i], 1).CopyTo(copy[(i * column.Width)..]);
        }

        if (normalise)
        {
            Probabilities.Normalise(copy, classes);
        }

        return copy;
    }

    /// <summary>Refuses rows that did not pass, with the row's number.</summary>
    public void Require(ProbabilityCheck check, long firstRow, ReadOnlySpan<long> rows)
    {
        if (check.IsGood)
        {
            return;
        }

        var (position, member) = Math.DivRem(check.Row, _members);
        var row = rows.IsEmpty ? firstRow + position : rows[position];
        var isCommittee = column.Shape.Count == 3;
        var found = check.Least < -Probabilities.DefaultTolerance
            ? FormattableString.Invariant($"has an entry of {check.Least:G6}")
            : FormattableString.Invariant($"sums to {check.Sum:G6}");
        throw PluginALException.Input(
            $"{column.Path}: row {row}{(isCommittee ? $", member {member}," : "")} {found}; each {(isCommittee ? "member of each row" : "row")} must be "
            + $"probabilities that sum to 1 within {Probabilities.DefaultTolerance}. "
            + $"Give the model's probabilities, or --normalise to divide each {(isCommittee ? "member" : "row")} by its sum.");
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
