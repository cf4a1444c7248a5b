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

    /// <summary>The smallest normal float: 2^−126.</summary>
    internal const float SmallestNormal = 1.17549435e-38f;

    private const int OneBits = 0x3f800000;
    private const int MantissaMask = 0x007fffff;

    /// <summary>The bits of √½: mantissas are taken from [√½, √2), where ln is small on both sides.</summary>
    private const int RootHalfBits = 0x3f3504f3;

    /// <summary>eˣ: within 2 ulp on [−87, 88]; 0 below −87 (so −∞ gives 0), e⁸⁸ above 88; NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    internal static L Exp<L>(L x) where L : struct, ILanes<L>
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
    internal static L Log<L>(L x) where L : struct, ILanes<L>
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
    /// the sum is exponents · ln 2 + logs. Nothing is lost to rounding ln x itself, and one operation is saved.
    /// </summary>
    /// <remarks>x ≥ 0; 0 · ln 0 = 0. The error of ln(mantissa) is below 4e-8. Negative x gives a finite nonsense, NaN gives NaN.</remarks>
    [MethodImpl(Inline)]
    internal static void AddXLogX<L>(L x, ref L exponents, ref L logs) where L : struct, ILanes<L>
    {
        // Of zero and of subnormals exponent and mantissa are wrong but finite: times x that is nothing, or next to it.
        L i = L.AddBits(x, -RootHalfBits);
        L e = L.ConvertBits(L.ShiftRightBits(i, 23));
        L m = L.Subtract(L.AddBits(L.AndBits(i, MantissaMask), RootHalfBits), L.Broadcast(1f));
        L p = L.MultiplyAdd(L.Broadcast(-0.100346185f), m, 0.16335623f);
        p = L.MultiplyAdd(p, m, -0.173259854f);
        p = L.MultiplyAdd(p, m, 0.198882803f);
        p = L.MultiplyAdd(p, m, -0.249614671f);
        p = L.MultiplyAdd(p, m, 0.333352625f);
        p = L.MultiplyAdd(p, m, -0.500005841f);
        L r = L.MultiplyAdd(L.Multiply(m, m), p, m);
        exponents = L.MultiplyAdd(x, e, exponents);
        logs = L.MultiplyAdd(x, r, logs);
    }

    /// <summary>a + b rounded, and what the rounding lost, exactly (Knuth).</summary>
    [MethodImpl(Inline)]
    internal static L TwoSum<L>(L a, L b, out L error) where L : struct, ILanes<L>
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

    /// <summary>A mask of the last <paramref name="count"/> lanes, 0 to 8.</summary>
    [MethodImpl(Inline)]
    internal static unsafe L LastLanes<L>(int count) where L : struct, ILanes<L>
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
