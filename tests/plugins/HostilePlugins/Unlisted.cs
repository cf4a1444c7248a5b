using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Is missing from the registration.</summary>
[Strategy("unlisted", Summary = "Is missing from the registration.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class Unlisted : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];
}
