using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Engine.Data;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>Records as something to learn from.</summary>
internal abstract class RecordData<T>(FeatureState state) : LearningData
{
    protected static IFeatureAdapter<T> Adapter => RecordAdapters<T>.Features;

    public FeatureState State { get; } = state;

    /// <summary>What models keep to recognise the features.</summary>
    public FeaturePipeline Pipeline { get; } = RecordAdapter.Pipeline(RecordAdapters<T>.Features, state);

    public abstract T Record(long row);

    public override Label? Truth(long row)
    {
        var name = Adapter.Class(Record(row));
        return name is null ? null : new ClassLabel(IndexOf(name));
    }

    public override string Describe(long row) => Record(row)?.ToString() ?? "";

    /// <summary>The classes: those the type fixes, those that were given, those of the data in ordinal order.</summary>
    protected static string[] AllClasses(IReadOnlyList<string> given, IEnumerable<string> ofData)
    {
        var known = Adapter.Classes.Union(given).ToArray();
        return [.. known, .. ofData.Except(known).Order(StringComparer.Ordinal)];
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < Classes.Count; i++)
        {
            if (Classes[i] == name)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"'{name}' is not among the classes.");
    }
}
