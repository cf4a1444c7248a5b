using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text.Unicode;

namespace PluginAL.Encoding;

/// <summary>
/// A 64-bit hash that is the same on every platform, in every process and for every version: XXH64 (Collet, "xxHash fast digest
/// algorithm", specification 0.1.1). Not for secrets: whoever knows the seed can make two texts collide.
/// </summary>
public static class TextHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    private const int StackBytes = 768;

    /// <summary>Hashes bytes, such as UTF-8 text.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seed">The seed; another seed is another hash function.</param>
    /// <returns>XXH64 of the bytes.</returns>
    public static ulong Compute(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var rest = bytes;
        ulong hash;
        if (rest.Length >= 32)
        {
            ulong lane1 = seed + Prime1 + Prime2, lane2 = seed + Prime2, lane3 = seed, lane4 = seed - Prime1;
            do
            {
                lane1 = Round(lane1, BinaryPrimitives.ReadUInt64LittleEndian(rest));
                lane2 = Round(lane2, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
                lane3 = Round(lane3, BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]));
                lane4 = Round(lane4, BinaryPrimitives.ReadUInt64LittleEndian(rest[24..]));
                rest = rest[32..];
            }
            while (rest.Length >= 32);

            hash = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7)
                + BitOperations.RotateLeft(lane3, 12) + BitOperations.RotateLeft(lane4, 18);
            hash = Merge(Merge(Merge(Merge(hash, lane1), lane2), lane3), lane4);
        }
        else
        {
            hash = seed + Prime5;
        }

        hash += (ulong)bytes.Length;
        while (rest.Length >= 8)
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * Prime1) + Prime4;
            rest = rest[8..];
        }

        if (rest.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1), 23) * Prime2) + Prime3;
            rest = rest[4..];
        }

        foreach (var value in rest)
        {
            hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    /// <summary>
    /// Hashes text. Equal to the hash of the text's UTF-8, so that both forms of a text have one hash; a lone surrogate counts as
    /// U+FFFD.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="seed">The seed; another seed is another hash function.</param>
    /// <returns>XXH64 of the text in UTF-8.</returns>
    public static ulong Compute(ReadOnlySpan<char> text, ulong seed = 0)
    {
        if (text.Length <= StackBytes / 3)
        {
            Span<byte> utf8 = stackalloc byte[StackBytes];
            Utf8.FromUtf16(text, utf8, out _, out var written);
            return Compute(utf8[..written], seed);
        }

        var rented = ArrayPool<byte>.Shared.Rent(checked(3 * text.Length));
        try
        {
            Utf8.FromUtf16(text, rented, out _, out var written);
            return Compute(rented.AsSpan(0, written), seed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// Extends the hash of a sequence by one more element; order matters. The hash of the n-gram a b c is
    /// <c>Combine(Combine(a, b), c)</c>. With the primes of XXH64: x = ((rotl(hash, 31) × p₁) xor next) × p₂, x = (x xor (x ≫ 29)) × p₃,
    /// and the result is x xor (x ≫ 32).
    /// </summary>
    /// <param name="hash">The hash of what came before.</param>
    /// <param name="next">The hash of the element that follows.</param>
    /// <returns>The hash of both.</returns>
    public static ulong Combine(ulong hash, ulong next)
    {
        var x = ((BitOperations.RotateLeft(hash, 31) * Prime1) ^ next) * Prime2;
        x = (x ^ (x >> 29)) * Prime3;
        return x ^ (x >> 32);
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;
}
