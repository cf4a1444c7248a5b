using PluginAL.Abstractions;

namespace PluginAL.Hosting.Tests;

/// <summary>A plugin in an assembly without a registration: this one.</summary>
[Strategy("unregistered")]
internal sealed class Unregistered : IQueryStrategy
{
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];
}
