using PluginAL.Abstractions;

namespace Hostile;

/// <summary>Breaks the contract of Select in the way that its option names.</summary>
/// <param name="how">The way; without one it chooses the first candidates, as it should.</param>
[Strategy("hostile-strategy", Summary = "Breaks the contract of Select.", ColdStart = ColdStartPolicy.Handled)]
public sealed class HostileStrategy(string how) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var rows = context.Candidates.Rows().Take(count).Select(row => new SelectedRow(row, 1)).ToList();
        switch (how)
        {
            case "throws":
                throw new InvalidOperationException("not today");
            case "throws-spite":
                throw new SpitefulException();
            case "throws-a-book":
                throw new InvalidOperationException(string.Concat(Enumerable.Repeat("line \u001b[31m\ud83d\r\n", 100_000)));
            case "throws-cancelled":
                throw new OperationCanceledException("I was told to stop");
            case "null":
                return null!;
            case "nothing":
                return [];
            case "too-few":
                return rows[1..];
            case "too-many":
                return [.. rows, .. context.Candidates.Rows().Skip(count).Take(3).Select(row => new SelectedRow(row, 1))];
            case "outside":
                rows[0] = new SelectedRow(context.Candidates.PoolRowCount, 1);
                return rows;
            case "negative":
                rows[0] = new SelectedRow(-1, 1);
                return rows;
            case "twice":
                rows[^1] = rows[0];
                return rows;
            case "labelled":
                rows[0] = new SelectedRow(context.LabelledRows[0], 1);
                return rows;
            case "no-probability":
                rows[0] = rows[0] with { Probability = double.NaN };
                return rows;
            case "endless-list":
                return new DeceitfulList(int.MaxValue, index => new SelectedRow(index, 1));
            case "negative-list":
                return new DeceitfulList(-5, index => rows[index]);
            case "throwing-list":
                return new DeceitfulList(count, _ => throw new InvalidOperationException("look elsewhere"));
            case "forgets-labels":
                ((IList<long>)context.LabelledRows).Clear();
                ((IList<Label>)context.Labels).Clear();
                return rows;
            case "hangs":
                Loops.Forever();
                return rows;
            case "ignores-cancellation":
                context.Log.Information("here I am, and here I stay");
                Loops.Forever();
                return rows;
            case "talks":
                for (var i = 0; i < 100_000; i++)
                {
                    context.Log.Warning("bla\nbla\u0007");
                }

                return rows;
            case "changes-its-mind":
                _ = Task.Run(() => rows.Clear());
                return rows;
            default:
                return rows;
        }
    }
}
