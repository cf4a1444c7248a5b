using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Exponential and logarithms from lane operations alone, so that every path gives the same bits.</summary>
/// <remarks>The polynomials are minimax fits (Remez exchange in 40 digits, then rounded to float32), made for this project.</remarks>
internal static class LaneMath
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>ln 2, and 1 / ln 2.</summary>
    internal const float Ln2 = 0.693147182f, Log2E = 1.44269502f;

    /// <summary>2^−23 · ln 2, for <see cref="AddXLogX"/>.</summary>
    internal const float ExponentLn2 = Ln2 / 8388608;

    /// <summary>The smallest normal float: 2^−126.</summary>
    internal const float SmallestNormal = 1.17549435e-38f;

    private const int OneBits = 0x3f800000;
    private const int MantissaMask = 0x007fffff;

    /// <summary>Nine sixteenths, as bits of a mantissa.</summary>
    private const int NineSixteenthsBits = 0x00480000;

    /// <summary>The bits of √½: mantissas are taken from [√½, √2), where ln is small on both sides.</summary>
    private const int RootHalfBits = 0x3f3504f3;

    /// <summary>eˣ: within 2 ulp on [−87, 88]; 0 below −87 (so −∞ gives 0), e⁸⁸ above 88; NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    internal static L Exp<L>(L x) where L : struct, ILaneGroups<L>
    {
        L low = L.Broadcast(-87f);
        L y = L.Min(L.Broadcast(88f), L.Max(low, x)); // the variable stands second: NaN passes
        const float Magic = 12582912f;                // 1.5 · 2^23: adding it rounds to an integer in the low bits
        L t = L.MultiplyAdd(y, L.Broadcast(Log2E), Magic);
        L n = L.Subtract(t, L.Broadcast(Magic));
        L r = L.NegatedMultiplyAdd(n, L.Broadcast(Ln2), y);
        r = L.MultiplyAdd(n, L.Broadcast(1.90465421e-09f), r); // ln 2 is this much less than its float
        L p = L.MultiplyAdd(L.Broadcast(0.00138144661f), r, 0.00836877991f);
        p = L.MultiplyAdd(p, r, 0.0416683927f);
        p = L.MultiplyAdd(p, r, 0.166665196f);
        p = L.MultiplyAdd(p, r, 0.49999994f);
        p = L.MultiplyAdd(L.Multiply(r, r), p, r);
        L scale = L.AddBits(L.ShiftLeftBits(t, 23), OneBits);  // 2^n
        L e = L.MultiplyAdd(p, scale, scale);
        return L.Select(L.GreaterThan(low, x), L.Zero, e);
    }

    /// <summary>ln x: within 2 ulp for x &gt; 0, subnormals too; −∞ at ±0, NaN below 0, +∞ at +∞; NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    internal static L Log<L>(L x) where L : struct, ILaneGroups<L>
    {
        L subnormal = L.GreaterThan(L.Broadcast(SmallestNormal), x);
        L y = L.Select(subnormal, L.Multiply(x, L.Broadcast(8388608f)), x);
        L i = L.AddBits(y, -RootHalfBits);
        L e = L.Subtract(L.ConvertBits(L.ShiftRightBits(i, 23)), L.And(subnormal, L.Broadcast(23f)));
        L m = L.Subtract(L.AddBits(L.AndBits(i, MantissaMask), RootHalfBits), L.Broadcast(1f));
        L p = L.MultiplyAdd(L.Broadcast(0.0873483792f), m, -0.143075138f);
        p = L.MultiplyAdd(p, m, 0.149179712f);
        p = L.MultiplyAdd(p, m, -0.1657051f);
        p = L.MultiplyAdd(p, m, 0.199620724f);
        p = L.MultiplyAdd(p, m, -0.250017554f);
        p = L.MultiplyAdd(p, m, 0.333339512f);
        p = L.MultiplyAdd(p, m, -0.499999911f);
        L r = L.MultiplyAdd(e, L.Broadcast(Ln2), L.MultiplyAdd(L.Multiply(m, m), p, m));
        L infinity = L.Broadcast(float.PositiveInfinity);
        r = L.Select(L.Equal(x, L.Zero), L.Subtract(L.Zero, infinity), r);
        r = L.Select(L.GreaterThan(L.Zero, x), L.Broadcast(float.NaN), r);
        return L.Select(L.LessOrEqual(x, L.Broadcast(float.MaxValue)), r, L.Add(x, infinity)); // +∞ and NaN
    }

    /// <summary>
    /// Adds x · ln x in two parts, x · exponent to <paramref name="exponents"/> and x · ln(mantissa) to <paramref name="logs"/>;
    /// the sum is exponents · <see cref="ExponentLn2"/> + logs. Nothing is lost to rounding ln x itself, and one operation is saved.
    /// </summary>
    /// <remarks>
    /// x ≥ 0; 0 · ln 0 = 0. The mantissa is taken from [23/32, 23/16), where ln is small on both sides. Which eighth of an octave it is in
    /// chooses 1/c and ln c from tables, and ln(mantissa) = ln c + ln(1 + r) with r = mantissa/c − 1 in [−1/16, 1/16], for which a short polynomial
    /// does. The c are such that both entries are floats to within 1e-12, and 1 is one of them. The error of ln(mantissa) is below 4e-8.
    /// Negative x gives a finite nonsense; NaN and ±∞ give something that is not finite.
    /// </remarks>
    [MethodImpl(Inline)]
    internal static void AddXLogX<L>(L x, ref L exponents, ref L logs) where L : struct, ILaneGroups<L>
    {
        // Of zero and of subnormals exponent and mantissa are wrong but finite: times x that is nothing, or next to it.
        L i = L.AddBits(x, NineSixteenthsBits - OneBits);
        L k = L.AndBits(i, ~MantissaMask); // the exponent, times 2^23
        L eighth = L.ShiftRightBits(i, 20);
        L inverse = L.Permute(L.Of(1.33256745f, 1.23096991f, 1.14280593f, 1.06441796f, 1f, 0.889368832f, 0.800120592f, 0.728164136f), eighth);
        L r = L.MultiplyAdd(x, L.SubtractBits(inverse, k), -1f);
        L p = L.MultiplyAdd(L.Broadcast(-0.247189462f), r, 0.333916038f);
        p = L.MultiplyAdd(p, r, -0.500005543f);
        p = L.MultiplyAdd(p, r, 1f);
        p = L.MultiplyAdd(
            p, r, L.Permute(L.Of(-0.287107497f, -0.2078024f, -0.133486584f, -0.0624281317f, 0f, 0.117243245f, 0.222992823f, 0.317228794f), eighth));
        exponents = L.MultiplyAdd(x, L.ConvertBits(k), exponents);
        logs = L.MultiplyAdd(x, p, logs);
    }

    /// <summary>a + b rounded, and what the rounding lost, exactly (Knuth).</summary>
    [MethodImpl(Inline)]
    internal static L TwoSum<L>(L a, L b, out L error) where L : struct, ILaneGroups<L>
    {
        L sum = L.Add(a, b), back = L.Subtract(sum, a);
        error = L.Add(L.Subtract(a, L.Subtract(sum, back)), L.Subtract(b, back));
        return sum;
    }

    /// <summary>Asks for the cache line at an address, which need not be readable.</summary>
    [MethodImpl(Inline)]
    internal static unsafe void Prefetch(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }

    /// <summary>A mask of the last <paramref name="count"/> of eight lanes, 0 to 8.</summary>
    [MethodImpl(Inline)]
    internal static unsafe L LastLanes<L>(int count) where L : struct, ILaneGroups<L>
    {
        fixed (byte* masks = Masks) return L.Load((float*)(masks + 4 * count));
    }

    // Sixteen lanes of 32 bits: eight empty, eight full.
    private static ReadOnlySpan<byte> Masks =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];
}
