using PluginAL.Abstractions;

namespace MisbehavingStrategies;

/// <summary>Needs what no single classifier gives.</summary>
[Strategy("needs-members", Needs = Signals.Members)]
public sealed class NeedsMembers : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];
}
