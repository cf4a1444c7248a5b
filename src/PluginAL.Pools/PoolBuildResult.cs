using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>What was built or added.</summary>
public sealed record PoolBuildResult
{
    /// <summary>The rows that were added.</summary>
    public required long Rows { get; init; }

    /// <summary>The rows that the pool has now.</summary>
    public required long TotalRows { get; init; }

    /// <summary>The schema of the records; null where there are none.</summary>
    public FieldSchema? Schema { get; init; }

    /// <summary>One line to print: which field plays which part, or where the features come from.</summary>
    public required string Description { get; init; }

    /// <summary>The classes, in order of their index.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Classes that were not known before, where some were.</summary>
    public IReadOnlyList<string> NewClasses { get; init; } = [];

    /// <summary>Added rows without a label, where the pool has a label column.</summary>
    public long UnlabelledRows { get; init; }

    /// <summary>The first of them, as a row of the pool; −1: none.</summary>
    public long FirstUnlabelledRow { get; init; } = -1;

    /// <summary>NaN and infinite feature values that were added.</summary>
    public long NonFiniteValues { get; init; }

    /// <summary>The first row with one, as a row of the pool; −1: none.</summary>
    public long FirstNonFiniteRow { get; init; } = -1;

    /// <summary>What else is worth saying, one line each: a conversion, a leftover that was removed.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The bytes of the sources.</summary>
    public long SourceBytes { get; init; }
}
