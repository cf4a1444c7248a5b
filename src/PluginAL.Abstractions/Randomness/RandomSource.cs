using System.Numerics;

namespace PluginAL.Abstractions;

/// <summary>
/// Randomness without state: every draw is a function of (seed, purpose, round, row, draw), so there is nothing to save, and
/// nothing depends on the order of calls or on the number of threads. Philox4x32 with ten rounds (Salmon, Moraes, Dror and
/// Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): the seed, mixed with the purpose, is the key; round, row and draw are the counter.
/// </summary>
public readonly record struct RandomSource
{
    private readonly uint _key0;
    private readonly uint _key1;

    /// <summary>A source for one purpose in one round.</summary>
    /// <param name="seed">The one seed that governs a run.</param>
    /// <param name="purpose">What the draws are for, such as <c>"initial"</c>; two purposes never share draws.</param>
    /// <param name="round">The round, from 0.</param>
    public RandomSource(ulong seed, string purpose, int round = 0)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        Seed = seed;
        Purpose = purpose;
        Round = round;

        // FNV-1a over the purpose's UTF-16 units, then one round of SplitMix64's finaliser over seed and hash together.
        var hash = 14695981039346656037UL;
        foreach (var c in purpose)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        var key = Mix(seed + 0x9E3779B97F4A7C15UL) ^ Mix(hash);
        _key0 = (uint)key;
        _key1 = (uint)(key >> 32);
    }

    /// <summary>The one seed that governs a run.</summary>
    public ulong Seed { get; }

    /// <summary>What the draws are for.</summary>
    public string Purpose { get; }

    /// <summary>The round, from 0.</summary>
    public int Round { get; }

    /// <summary>The same seed and round for a finer purpose: <c>source.For("kmeans")</c> of <c>"select"</c> is <c>"select/kmeans"</c>.</summary>
    /// <param name="purpose">The finer purpose.</param>
    /// <returns>A source whose draws are independent of this one's.</returns>
    public RandomSource For(string purpose) => new(Seed, $"{Purpose}/{purpose}", Round);

    /// <summary>Sixty-four random bits.</summary>
    /// <param name="row">The row, or any other 64-bit index.</param>
    /// <param name="draw">Which of the draws for that row, from 0.</param>
    /// <returns>Bits that are uniform over all of <see cref="ulong"/>.</returns>
    public ulong Bits(long row, int draw = 0)
    {
        var (x0, x1, _, _) = Philox((uint)row, (uint)((ulong)row >> 32), (uint)Round, (uint)draw, _key0, _key1);
        return ((ulong)x1 << 32) | x0;
    }

    /// <summary>A number that is uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    /// <param name="row">The row, or any other 64-bit index.</param>
    /// <param name="draw">Which of the draws for that row, from 0.</param>
    /// <returns>The number.</returns>
    public double Uniform(long row, int draw = 0) => (Bits(row, draw) >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer that is uniform in [0, <paramref name="limit"/>), to within 2⁻⁶⁴ of the limit.</summary>
    /// <param name="limit">The exclusive upper bound, at least 1.</param>
    /// <param name="row">The row, or any other 64-bit index.</param>
    /// <param name="draw">Which of the draws for that row, from 0.</param>
    /// <returns>The integer.</returns>
    public long Below(long limit, long row, int draw = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return (long)Math.BigMul(Bits(row, draw), (ulong)limit, out _);
    }

    internal static (uint X0, uint X1, uint X2, uint X3) Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < 10; round++)
        {
            var p0 = 0xD2511F53UL * c0;
            var p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return BitOperations.RotateLeft(z ^ (z >> 31), 17);
    }
}
