using PluginAL.Abstractions;

namespace PluginAL.Engine.Scoring;

/// <summary>Reads signals block by block, for one thread. A block is valid until the next one is read.</summary>
public abstract class SignalReader
{
    /// <summary>Consecutive rows: at most <paramref name="maxRows"/>, at least one.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="maxRows">The most rows wanted.</param>
    /// <returns>The block.</returns>
    public abstract SignalBlock Read(long firstRow, int maxRows);

    /// <summary>Chosen rows.</summary>
    /// <param name="rows">The rows, ascending.</param>
    /// <returns>The block.</returns>
    public abstract SignalBlock Gather(ReadOnlySpan<long> rows);
}
