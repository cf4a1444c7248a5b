namespace PluginAL.Pools;

/// <summary>Where rows came from.</summary>
/// <param name="Name">The path that was given, or what the stream was called.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal.</param>
public sealed record PoolSourceInfo(string Name, long Bytes, string Sha256);
