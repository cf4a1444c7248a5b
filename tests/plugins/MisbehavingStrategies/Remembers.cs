using PluginAL.Abstractions;

namespace MisbehavingStrategies;

/// <summary>Chooses every time from another place, counted in a state of its own, and through an inner strategy that does the same.</summary>
/// <param name="inner">The inner strategy; empty: none.</param>
[Strategy("remembers", ColdStart = ColdStartPolicy.Handled)]
public sealed class Remembers(string inner) : ICompositeStrategy, IStatefulStrategy
{
    private byte _calls;

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner => inner.Length == 0 ? [] : [inner];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        _calls++;
        if (inner.Length > 0 && _calls % 2 == 0)
        {
            return context.Select(inner, context.Candidates, count);
        }

        return [.. context.Candidates.Rows().Skip(_calls * (inner.Length == 0 ? 13 : 7)).Take(count).Select(row => new SelectedRow(row, _calls))];
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => stream.WriteByte(_calls);

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => _calls = (byte)stream.ReadByte();
}
