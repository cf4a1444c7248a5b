using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PluginAL.Scoring;

/// <summary>
/// Exponential and logarithm in double, from additions, multiplications, one division and fused multiply-adds alone, so that their bits
/// do not depend on the machine as those of the platform's library do. Error below 2 ulp.
/// </summary>
public static class PortableMath
{
    /// <summary>How many numbers go together; arrays here have lengths that are multiples of it.</summary>
    internal const int Lanes = 4;

    private const double Magic = 6755399441055744; // 1.5 · 2^52: adding it leaves the nearest integer in the low bits
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471803691238, Ln2Low = 1.9082149292705877e-10;
    private const long RootHalfBits = 0x3FE6A09E667F3BCD;

    /// <summary>1 / n!, n from 13 down to 2.</summary>
    private static ReadOnlySpan<double> Factorials =>
    [
        1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0, 1 / 40320.0, 1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 0.5,
    ];

    /// <summary>eˣ; 0 below −708, where it would be subnormal, +∞ above 709; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Exp(Vector256<double> x)
    {
        var clamped = Vector256.Min(Vector256.Max(x, Vector256.Create(-708.0)), Vector256.Create(709.0));
        var shifted = Vector256.FusedMultiplyAdd(clamped, Vector256.Create(Log2E), Vector256.Create(Magic));
        var n = shifted - Vector256.Create(Magic);
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), clamped);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        var e = Vector256.Create(Factorials[0]);
        for (var i = 1; i < 12; i++)
        {
            e = Vector256.FusedMultiplyAdd(e, r, Vector256.Create(Factorials[i]));
        }

        e = Vector256.FusedMultiplyAdd(e, r, Vector256<double>.One);
        e = Vector256.FusedMultiplyAdd(e, r, Vector256<double>.One);
        e = (e.AsInt64() + Vector256.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
        e = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-708.0)), Vector256<double>.Zero, e);
        e = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(709.0)), Vector256.Create(double.PositiveInfinity), e);
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), e, x);
    }

    /// <summary>ln x for x that is normal or +∞; −∞ at and below 0; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Log(Vector256<double> x)
    {
        // x = m · 2ᵏ with m in [√½, √2); ln m = 2 artanh((m − 1) / (m + 1)).
        var bits = x.AsInt64() - Vector256.Create(RootHalfBits);
        var k = Vector256.ShiftRightArithmetic(bits, 52);
        var m = (x.AsInt64() - Vector256.ShiftLeft(k, 52)).AsDouble();
        var f = (m - Vector256<double>.One) / (m + Vector256<double>.One);
        var f2 = f * f;
        var series = Vector256.Create(1 / 23.0);
        for (var n = 21; n >= 1; n -= 2)
        {
            series = Vector256.FusedMultiplyAdd(series, f2, Vector256.Create(1.0 / n));
        }

        var log = Vector256.FusedMultiplyAdd(Vector256.ConvertToDouble(k), Vector256.Create(0.6931471805599453), Vector256.Create(2.0) * f * series);
        log = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<double>.Zero), Vector256.Create(double.NegativeInfinity), log);
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(double.PositiveInfinity)), log, x);
    }

    /// <summary>eˣ; 0 below −708, where it would be subnormal, +∞ above 709; NaN stays NaN.</summary>
    /// <param name="x">The exponent.</param>
    /// <returns>The same bits on every machine.</returns>
    public static double Exp(double x) => Exp(Vector256.Create(x)).ToScalar();

    /// <summary>ln x for x that is normal or +∞; −∞ at and below 0; NaN stays NaN.</summary>
    /// <param name="x">The number.</param>
    /// <returns>The same bits on every machine.</returns>
    public static double Log(double x) => Log(Vector256.Create(x)).ToScalar();
}
