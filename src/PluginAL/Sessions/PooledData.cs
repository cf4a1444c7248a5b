using PluginAL.Abstractions;

namespace PluginAL;

/// <summary>Records of a pool, with the features that are stored there.</summary>
internal sealed class PooledData<T>(RecordPool<T> pool, ActiveLearnerOptions options) : RecordData<T>(pool.State)
{
    public override string Fingerprint => pool.Pool.ContentHash;

    public override FeatureMatrix Features => pool.Pool.Features!;

    public override IReadOnlyList<string> Classes { get; } = AllClasses([.. pool.Pool.Classes, .. options.Classes], []);

    public override T Record(long row) => pool[row];

    public override Label? Truth(long row) => pool.Pool.HasLabels && pool.Pool.ClassAt(row) is >= 0 and var index ? new ClassLabel(index) : null;
}
