using PluginAL.Abstractions;

namespace Hostile;

/// <summary>Its constructor does not return.</summary>
[Strategy("hangs-when-made", Summary = "Its constructor does not return.")]
public sealed class HangsWhenMade : IQueryStrategy
{
    /// <summary>Does not return.</summary>
    public HangsWhenMade() => Loops.Forever();

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];
}
