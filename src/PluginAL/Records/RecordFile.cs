using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>Reads records of a type marked <c>[PoolRecord]</c> from files, by the code that was generated for it.</summary>
public static class RecordFile
{
    /// <summary>Reads CSV: the header names the members, in any order; columns that are no members are passed over.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <param name="path">The file: UTF-8, separated by commas, or by tabs or semicolons where the header has no comma.</param>
    /// <returns>The records, in order.</returns>
    /// <exception cref="PluginALException">The file cannot be read, or a field does not hold what its member needs; names line, row and column.</exception>
    public static IReadOnlyList<T> ReadCsv<T>(string path) => Read<T>(path, PoolFormat.Csv);

    /// <summary>Reads JSON Lines: one object per line; properties that are no members are passed over.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <param name="path">The file: UTF-8.</param>
    /// <returns>The records, in order.</returns>
    /// <exception cref="PluginALException">The file cannot be read, or a property does not hold what its member needs; names line, row and property.</exception>
    public static IReadOnlyList<T> ReadJsonl<T>(string path) => Read<T>(path, PoolFormat.Jsonl);

    private static List<T> Read<T>(string path, PoolFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var records = new List<T>();
        using var source = new FileSource<T>(path, format, RecordAdapters<T>.Format);
        try
        {
            foreach (var chunk in source.Chunks())
            {
                records.AddRange(chunk().Records);
            }
        }
        catch (RecordFault fault)
        {
            throw source.Error(fault, records.Count);
        }

        return records;
    }
}
