using System.Reflection;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>What a record type's generated adapter and what it learned mean for pools and models.</summary>
internal static class RecordAdapter
{
    /// <summary>The version of this assembly.</summary>
    public static string Version { get; } =
        typeof(RecordAdapter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The pipeline that pools and models keep.</summary>
    public static FeaturePipeline Pipeline<T>(IFeatureAdapter<T> adapter, FeatureState state)
    {
        using var bytes = new MemoryStream();
        state.Save(bytes);
        return FeaturePipeline.Of(new RecordEncoder(adapter.RecordName, adapter.SchemaHash, adapter.Layout, adapter.Columns, bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    /// <summary>Refuses a state that another record type, or an earlier form of this one, learned.</summary>
    public static FeatureState Require<T>(IFeatureAdapter<T> adapter, FeatureState state) => state.SchemaHash == adapter.SchemaHash ? state : throw PluginALException.Usage(
        $"The state was learned by an adapter with schema {Short(state.SchemaHash)}, and that of {adapter.RecordName} has {Short(adapter.SchemaHash)}; give a state that this type learned.");

    /// <summary>Learns from records as a pool of them does: same records, same state, bit for bit.</summary>
    public static FeatureState Fit<T>(IFeatureAdapter<T> adapter, IReadOnlyList<T> records)
    {
        var all = adapter.StartFit();
        for (var start = 0; start < records.Count; start += MemorySource<T>.ChunkRecords)
        {
            var part = adapter.StartFit();
            for (var i = start; i < Math.Min(records.Count, start + MemorySource<T>.ChunkRecords); i++)
            {
                try
                {
                    part.Observe(records[i]);
                }
                catch (PluginALException e)
                {
                    throw At(i, e);
                }
            }

            all.Merge(part);
        }

        return all.Complete();
    }

    /// <summary>Says which record something is wrong with.</summary>
    public static PluginALException At(long record, PluginALException error) => PluginALException.Input($"Record {record} (counted from 0): {error.Message}", error);

    /// <summary>The first digits of a hash.</summary>
    public static string Short(string hash) => hash.Length <= 12 ? hash : hash[..12];
}
