namespace PluginAL.Pools;

/// <summary>What <see cref="Pool.Verify"/> found.</summary>
/// <param name="Files">The files that were read.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Problems">One line for each problem, with file, byte and remedy; empty: the pool is whole.</param>
public sealed record PoolVerification(int Files, long Bytes, IReadOnlyList<string> Problems);
