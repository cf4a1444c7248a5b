using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Throws when it is asked.</summary>
[Strategy("throws-in-select", Summary = "Throws when it is asked.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class ThrowsInSelect : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => throw new InvalidOperationException($"asked for {count}");
}
