namespace PluginAL.Pools;

/// <summary>The format of a source of rows.</summary>
public enum PoolFormat
{
    /// <summary>By the name's ending (<c>.jsonl</c>, <c>.ndjson</c>, <c>.csv</c>, <c>.tsv</c>, <c>.npy</c>), else by the first byte.</summary>
    Detect,

    /// <summary>JSON Lines: one object per line.</summary>
    Jsonl,

    /// <summary>CSV with a header; separated by commas, or by tabs or semicolons where the header has no comma.</summary>
    Csv,

    /// <summary>A NumPy array of features, float32 or float64, (n, D).</summary>
    Npy,
}
