using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>What a pool is made of, for people and for other programs.</summary>
public sealed record PoolInfo
{
    /// <summary>The directory of the pool.</summary>
    public required string Path { get; init; }

    /// <summary>What is to be learned, as <c>--task</c> names it.</summary>
    public required string Task { get; init; }

    /// <summary>Sequences: the number of tokens of all rows; else 0.</summary>
    public long Tokens { get; init; }

    /// <summary>Sequences: the number of feature columns of a token; else 0.</summary>
    public int TokenWidth { get; init; }

    /// <summary>The version of the pool's format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The number of rows.</summary>
    public required long Rows { get; init; }

    /// <summary>The bytes of all columns, adopted files included.</summary>
    public required long Bytes { get; init; }

    /// <summary>The layout of the features, <c>dense</c> or <c>csr</c>; null where there are none.</summary>
    public string? Layout { get; init; }

    /// <summary>The number of feature columns; 0 where there are none.</summary>
    public int Width { get; init; }

    /// <summary>For CSR features, the entries that are stored; for dense ones rows × width.</summary>
    public long StoredValues { get; init; }

    /// <summary>The classes, labels or tags in order of their index, with the rows (of tags: the tokens) of each.</summary>
    public required IReadOnlyList<PoolClassInfo> Classes { get; init; }

    /// <summary>Rows without a label; all of them where the pool has no labels.</summary>
    public required long UnlabelledRows { get; init; }

    /// <summary>Which field of the records plays which part; null where there are no records.</summary>
    public FieldSchema? Schema { get; init; }

    /// <summary>SHA-256 over what the features mean.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>SHA-256 over the content of all columns.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<PoolColumnInfo> Columns { get; init; }

    /// <summary>The segments.</summary>
    public required IReadOnlyList<PoolSegmentInfo> Segments { get; init; }

    /// <summary>The featurisers that made the features, with their versions.</summary>
    public required IReadOnlyList<PoolFeaturiserInfo> Featurisers { get; init; }
}
