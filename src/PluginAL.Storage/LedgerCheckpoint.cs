namespace PluginAL.Storage;

/// <summary>State saved with the events that led to it, such as a model after a round.</summary>
/// <param name="Name">Its name, unique in its session.</param>
/// <param name="Round">The round after which it was saved.</param>
/// <param name="Bytes">The state, checked against its SHA-256.</param>
public sealed record LedgerCheckpoint(string Name, int Round, ReadOnlyMemory<byte> Bytes);
