namespace PluginAL.Abstractions;

/// <summary>
/// What a strategy does in a cold start: no label yet, or where rows have classes or several labels, labels that are all the same, so that no model says
/// anything. For numbers, tags and texts one label is enough to begin.
/// </summary>
public enum ColdStartPolicy
{
    /// <summary>The session draws at random in the strategy's place, and says so.</summary>
    Random,

    /// <summary>The strategy is called all the same and answers for it; it may find <see cref="QueryContext.Model"/> null.</summary>
    Handled,
}
