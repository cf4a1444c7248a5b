namespace PluginAL.Pools;

/// <summary>A class and its rows.</summary>
/// <param name="Name">The name.</param>
/// <param name="Rows">The rows with this label.</param>
public sealed record PoolClassInfo(string Name, long Rows);
