using PluginAL.Abstractions;

namespace HostilePlugins;

/// <summary>Throws when it is disposed.</summary>
[Strategy("throws-in-dispose", Summary = "Throws when it is disposed.", Needs = Signals.Probabilities | Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class ThrowsInDispose : IQueryStrategy, IDisposable
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];

    /// <inheritdoc/>
    public void Dispose() => throw new InvalidOperationException("clinging on");
}
