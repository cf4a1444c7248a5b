using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Scoring;

/// <summary>
/// Tells one pool from another without reading all of it: SHA-256 over the shape and over up to 1,024 rows that lie evenly from the
/// first to the last. Copies on several machines have the same one.
/// </summary>
public static class SourceFingerprint
{
    private const int Samples = 1024;

    /// <summary>The fingerprint of a column.</summary>
    /// <param name="column">The column.</param>
    /// <returns>Hexadecimal digits.</returns>
    public static string Of(NpyColumn<float> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Of(column.RowCount, column.Width, (hash, row) => hash.AppendData(MemoryMarshal.AsBytes(column.Rows(row, 1))));
    }

    /// <summary>The fingerprint of features.</summary>
    /// <param name="features">The features.</param>
    /// <returns>Hexadecimal digits.</returns>
    public static string Of(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return Of(features.RowCount, features.Width, (hash, row) =>
        {
            var block = features.Block(row, 1);
            hash.AppendData(MemoryMarshal.AsBytes(block.Columns));
            hash.AppendData(MemoryMarshal.AsBytes(block.Values));
        });
    }

    private static string Of(long rows, int width, Action<IncrementalHash, long> append)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> shape = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(shape, rows);
        BinaryPrimitives.WriteInt64LittleEndian(shape[8..], width);
        hash.AppendData(shape);
        var count = Math.Min(rows, Samples);
        for (var i = 0L; i < count; i++)
        {
            append(hash, count == 1 ? 0 : (long)((Int128)i * (rows - 1) / (count - 1)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
