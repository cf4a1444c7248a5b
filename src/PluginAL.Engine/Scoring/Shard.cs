using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Engine.Scoring;

/// <summary>One of N parts of a pool: consecutive rows, in whole blocks, the same on every machine.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">N.</param>
public readonly record struct Shard(int Index, int Count)
{
    private const long LargestBlock = 4096;
    private const long SmallestBlock = 8;

    /// <summary>Reads a shard as it is given on a command line: <c>0/4</c> is the first of four.</summary>
    /// <param name="text">I/N.</param>
    /// <returns>The shard.</returns>
    /// <exception cref="PluginALException">It is not that (<see cref="ErrorKind.Usage"/>).</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index < count
                ? new Shard(index, count)
                : throw PluginALException.Usage($"The shard is '{text}'; give I/N, the part (counted from 0) and the number of parts, such as 0/4.");
    }

    /// <summary>
    /// The rows of this part. Blocks have 4,096 rows, fewer (but a multiple of 8) where the pool has fewer than 16 of them for each part. Parts
    /// of a small pool may be empty.
    /// </summary>
    /// <param name="rowCount">The number of rows of the pool.</param>
    /// <returns>The first row, and the row after the last.</returns>
    public (long First, long End) Rows(long rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        var block = LargestBlock;
        while (block > SmallestBlock && rowCount / block < 16L * Count)
        {
            block /= 2;
        }

        var blocks = (rowCount + block - 1) / block;
        return (Start(Index, Count), Start(Index + 1L, Count));

        long Start(long index, int count) => Math.Min(rowCount, (long)((Int128)blocks * index / count) * block);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
