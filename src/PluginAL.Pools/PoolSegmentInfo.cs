namespace PluginAL.Pools;

/// <summary>A segment of a pool.</summary>
/// <param name="Name">The name of its directory.</param>
/// <param name="FirstRow">The pool's row number of its first row.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">The bytes of its columns, an adopted file included.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Tool">What made it.</param>
/// <param name="AdoptedFeatures">The path of the features file that it refers to, where it does.</param>
/// <param name="Sources">What it was made of.</param>
public sealed record PoolSegmentInfo(
    string Name, long FirstRow, long Rows, long Bytes, DateTimeOffset Created, string Tool, string? AdoptedFeatures, IReadOnlyList<PoolSourceInfo> Sources);
