namespace PluginAL.Abstractions;

/// <summary>
/// A strategy that remembers between rounds, such as a bandit. Its state is kept in the transaction of the round that changed it, so
/// that a session that goes on after a kill makes the same next choice.
/// </summary>
public interface IStatefulStrategy : IQueryStrategy
{
    /// <summary>Writes the state.</summary>
    /// <param name="stream">The stream; not closed.</param>
    void SaveState(Stream stream);

    /// <summary>Takes up a state that <see cref="SaveState"/> wrote.</summary>
    /// <param name="stream">The stream, at the state's first byte; not closed.</param>
    void RestoreState(Stream stream);
}
