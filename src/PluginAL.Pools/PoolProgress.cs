namespace PluginAL.Pools;

/// <summary>How far long work on a pool has come.</summary>
/// <param name="Stage">What is being done: <c>reading</c>, <c>learning</c>, <c>encoding</c>, <c>copying</c>, <c>checking</c>.</param>
/// <param name="Rows">Rows done in this stage.</param>
/// <param name="Bytes">Bytes done in this stage.</param>
/// <param name="TotalBytes">Bytes to do in this stage; 0 where that is not known.</param>
public readonly record struct PoolProgress(string Stage, long Rows, long Bytes, long TotalBytes);
