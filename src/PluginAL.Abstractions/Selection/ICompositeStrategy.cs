namespace PluginAL.Abstractions;

/// <summary>
/// A strategy that chooses through other strategies, which it names and the session runs in its place
/// (<see cref="QueryContext.Select"/>, <see cref="QueryContext.Score"/>). What they need is checked before the first round, as if
/// each had been chosen alone.
/// </summary>
public interface ICompositeStrategy : IQueryStrategy
{
    /// <summary>The inner strategies, as a user writes them: <c>margin</c>, <c>density-weighted:beta=2</c>.</summary>
    IReadOnlyList<string> Inner { get; }
}
