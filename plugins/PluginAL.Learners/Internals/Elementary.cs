using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Exponential and logarithm of eight floats, from additions, multiplications and fused multiply-adds alone, so that
/// their bits do not depend on the machine. Error below 2 ulp where they are used (exponents ≤ 0, sums of exponentials ≥ 1).
/// </summary>
internal static class Elementary
{
    /// <summary>Below this the exponential counts as zero: its value would be subnormal.</summary>
    private const float Lowest = -87f;

    /// <summary>eˣ for x ≤ 0; exactly 0 below −87, exactly 1 at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpNonPositive(Vector256<float> x)
    {
        // Adding 1.5 × 2²³ leaves the nearest integer k of x / ln 2 in the low bits of the mantissa.
        var clamped = Vector256.Max(x, Vector256.Create(Lowest));
        var magic = Vector256.Create(12582912f);
        var shifted = Vector256.FusedMultiplyAdd(clamped, Vector256.Create(1.44269504f), magic);
        var k = shifted - magic;
        var r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.693145751953125f), clamped);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-1.42860682e-6f), r);

        // Taylor's series to the seventh power: |r| ≤ ln 2 / 2, so the remainder is below 6e-9.
        var e = Vector256.FusedMultiplyAdd(r, Vector256.Create(1f / 5040), Vector256.Create(1f / 720));
        e = Vector256.FusedMultiplyAdd(e, r, Vector256.Create(1f / 120));
        e = Vector256.FusedMultiplyAdd(e, r, Vector256.Create(1f / 24));
        e = Vector256.FusedMultiplyAdd(e, r, Vector256.Create(1f / 6));
        e = Vector256.FusedMultiplyAdd(e, r, Vector256.Create(0.5f));
        e = Vector256.FusedMultiplyAdd(e, r, Vector256<float>.One);
        e = Vector256.FusedMultiplyAdd(e, r, Vector256<float>.One);
        var scaled = (e.AsInt32() + Vector256.ShiftLeft(shifted.AsInt32(), 23)).AsSingle();
        return Vector256.AndNot(scaled, Vector256.LessThan(x, Vector256.Create(Lowest)));
    }

    /// <summary>ln x for finite x ≥ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LogFromOne(Vector256<float> x)
    {
        // x = m · 2ᵏ with m in [√½, √2); ln m = 2 artanh((m − 1) / (m + 1)).
        var bits = x.AsInt32() - Vector256.Create(0x3F3504F3);
        var k = Vector256.ShiftRightArithmetic(bits, 23);
        var m = (x.AsInt32() - Vector256.ShiftLeft(k, 23)).AsSingle();
        var f = (m - Vector256<float>.One) / (m + Vector256<float>.One);
        var f2 = f * f;
        var s = Vector256.FusedMultiplyAdd(f2, Vector256.Create(2f / 9), Vector256.Create(2f / 7));
        s = Vector256.FusedMultiplyAdd(s, f2, Vector256.Create(2f / 5));
        s = Vector256.FusedMultiplyAdd(s, f2, Vector256.Create(2f / 3));
        s = Vector256.FusedMultiplyAdd(s, f2, Vector256.Create(2f));
        return Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(k), Vector256.Create(0.693147181f), s * f);
    }

    /// <summary>ln x in double for normal x > 0, to about 1 ulp; for where a logarithm's bits must not depend on the platform's library.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x) - 0x3FE6A09E667F3BCD;
        var k = bits >> 52;
        var m = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) - (k << 52));
        var f = (m - 1) / (m + 1);
        var f2 = f * f;
        double series = 0;
        for (var n = 23; n >= 3; n -= 2)
        {
            series = Math.FusedMultiplyAdd(series, f2, 1.0 / n);
        }

        return Math.FusedMultiplyAdd(k, 0.6931471805599453, 2 * f * Math.FusedMultiplyAdd(series, f2, 1));
    }

    /// <summary>The sum of eight lanes, always in the same order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> v)
    {
        var four = v.GetLower() + v.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return (two + Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
