using System.Globalization;

namespace PluginAL.Pools;

/// <summary>The names of files and directories in a pool.</summary>
internal static class PoolNames
{
    public const string Lock = "pool.lock";
    public const string Pipeline = "pipeline.bin";
    public const string Features = "features.npy";
    public const string Scale = "features.scale.npy";
    public const string RowPointers = "features.indptr.npy";
    public const string ColumnIndices = "features.indices.npy";
    public const string SparseValues = "features.data.npy";
    public const string RecordsJsonl = "records.jsonl";
    public const string RecordsCsv = "records.csv";
    public const string RecordOffsets = "records.offsets.npy";
    public const string Labels = "labels.npy";
    public const string Costs = "costs.npy";
    public const string LabelValues = "labels.values.npy";
    public const string LabelOffsets = "labels.offsets.npy";
    public const string TokenOffsets = "tokens.offsets.npy";
    public const string TokenPointers = "tokens.indptr.npy";
    public const string TokenColumns = "tokens.indices.npy";
    public const string TokenValues = "tokens.data.npy";
    public const string Contexts = "contexts.jsonl";
    public const string IdValues = "ids.values.npy";
    public const string IdOffsets = "ids.offsets.npy";

    public static string Segment(int number) => number.ToString("D5", CultureInfo.InvariantCulture);

    public static bool IsSegment(string name) => name.Length >= 5 && name.All(char.IsAsciiDigit);

    /// <summary>Whether a name in a pool's directory is one that pools use themselves.</summary>
    public static bool IsOwn(string name) =>
        IsSegment(name) || name is Lock or Pipeline or Manifest.FileName or ManifestFile.NextName;

    public static string Records(string format) => format == "csv" ? RecordsCsv : RecordsJsonl;
}
