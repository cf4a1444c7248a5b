using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>Where records come from, in chunks that do not depend on who reads them or how fast.</summary>
internal abstract class RecordSource<T> : IDisposable
{
    /// <summary>What errors call it.</summary>
    public abstract string Name { get; }

    /// <summary>How a pool keeps its records: <c>csv</c> or <c>jsonl</c>.</summary>
    public abstract string Format { get; }

    /// <summary>The bytes before the first record: a CSV header, else nothing.</summary>
    public virtual byte[] Preamble => [];

    public virtual long BytesRead => 0;

    public virtual long TotalBytes => 0;

    /// <summary>The chunks in order, one pass. Each is read by the call of its function, on any thread.</summary>
    public abstract IEnumerable<Func<ParsedRecords<T>>> Chunks();

    /// <summary>What was read, once all was.</summary>
    public virtual IReadOnlyList<PoolSourceInfo> Complete() => [];

    /// <summary>What is wrong with a record of which it is known how many came before those it was read with.</summary>
    public PluginALException Error(RecordFault fault, long before) =>
        new RecordPlace(Name, fault.Line, before + fault.Index + 1).Error(fault.Message + ".", fault.InnerException ?? fault);

    public virtual void Dispose()
    {
    }
}
