using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Selects count rows after count milliseconds.</summary>
[Strategy("waits-for-the-end", Summary = "Selects count rows after count milliseconds.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class WaitsForTheEnd : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        Thread.Sleep(count);
        return new SelectedRow[count];
    }
}
