using PluginAL.Abstractions;

namespace MisbehavingStrategies;

/// <summary>Needs what no classifier gives.</summary>
[Strategy("needs-tokens", Needs = Signals.TokenMarginals)]
public sealed class NeedsTokens : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];
}
