using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Throws when it is made.</summary>
[Strategy("throws-in-constructor", Summary = "Throws when it is made.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class ThrowsInConstructor : IQueryStrategy
{
    /// <summary>Throws.</summary>
    public ThrowsInConstructor() => throw new InvalidOperationException("not in the mood");

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];
}
