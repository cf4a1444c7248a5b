using PluginAL.Abstractions;

namespace ThrowingRegistration;

/// <summary>Cannot be made, because the registration throws.</summary>
[Strategy("never-made")]
public sealed class NeverMade : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];
}
