using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>What pool.json says.</summary>
internal sealed record Manifest
{
    public const string FileName = "pool.json";

    public const int CurrentVersion = 1;

    public LearningTask Task { get; init; }

    public FieldSchema? Schema { get; init; }

    public required string SchemaHash { get; init; }

    public IReadOnlyList<string> Classes { get; init; } = [];

    public required IReadOnlyList<PoolColumnInfo> Columns { get; init; }

    public required IReadOnlyList<ManifestSegment> Segments { get; init; }

    public ManifestPipeline? Pipeline { get; init; }

    public long RowCount => Segments.Sum(segment => segment.Rows);

    public PoolColumnInfo? Column(string role) => Columns.FirstOrDefault(column => column.Role == role);
}

/// <summary>A committed segment.</summary>
internal sealed record ManifestSegment
{
    public required string Name { get; init; }

    public required long Rows { get; init; }

    /// <summary>The format of the records: <c>jsonl</c>, <c>csv</c>, or null where there are none.</summary>
    public string? Records { get; init; }

    /// <summary>The folder from which paths in the records start; null where records hold none.</summary>
    public string? Folder { get; init; }

    /// <summary>SHA-256 of the segment's checksums.bin, which binds every byte of the segment to this manifest.</summary>
    public required string Checksums { get; init; }

    public AdoptedFile? Adopted { get; init; }

    public IReadOnlyList<PoolSourceInfo> Sources { get; init; } = [];

    public required DateTimeOffset Created { get; init; }

    public required string Tool { get; init; }
}

/// <summary>A features file that stays where it is and is never written.</summary>
internal sealed record AdoptedFile(string Path, string Relative, long Bytes, DateTimeOffset Modified);

/// <summary>The saved feature pipeline.</summary>
internal sealed record ManifestPipeline(string Sha256, long Bytes, IReadOnlyList<KeyValuePair<string, string>> Parts);
