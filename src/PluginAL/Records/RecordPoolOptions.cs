using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>How a pool of a record type is written.</summary>
public sealed record RecordPoolOptions
{
    /// <summary>
    /// What a fit pass learned elsewhere, to encode with instead of learning from these records: that of a model, so that the model
    /// can score the pool. Not used by append, which takes the pool's.
    /// </summary>
    public FeatureState? State { get; init; }

    /// <summary>Classes that keep their index, where the type does not fix them; others are put after them. Not used by append.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Threads that parse, learn and encode; the bytes are the same for any number.</summary>
    /// <value>The number of processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told from time to time how far the work has come, on the thread that does it.</summary>
    public Action<PoolProgress>? Progress { get; init; }

    /// <summary>The clock of the manifest's times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal Action<string, string>? Step { get; init; }
}
