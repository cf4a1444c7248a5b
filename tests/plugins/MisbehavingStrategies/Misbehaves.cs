using PluginAL.Abstractions;

namespace MisbehavingStrategies;

/// <summary>Breaks the contract of Select in the way that its option names.</summary>
[Strategy("misbehaves", ColdStart = ColdStartPolicy.Handled)]
public sealed class Misbehaves(string how) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var rows = context.Candidates.Rows().Take(count).Select(row => new SelectedRow(row, 1)).ToList();
        switch (how)
        {
            case "twice":
                rows[^1] = rows[0];
                return rows;
            case "outside":
                rows[0] = new SelectedRow(context.Candidates.PoolRowCount, 1);
                return rows;
            case "labelled":
                rows[0] = new SelectedRow(context.LabelledRows[0], 1);
                return rows;
            case "too-few":
                return rows[1..];
            case "too-many":
                return [.. rows, new SelectedRow(context.Candidates.Rows().Skip(count).First(), 1)];
            case "null":
                return null!;
            default:
                throw new InvalidOperationException("no such misbehaviour");
        }
    }
}
