using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Eight lanes in one 256-bit register; needs AVX2 and FMA.</summary>
internal readonly unsafe struct Lanes256(Vector256<float> value) : ILanes<Lanes256>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector256<float> _v = value;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Count => 8;

    public static Lanes256 Zero { [MethodImpl(Inline)] get => new(Vector256<float>.Zero); }
    [MethodImpl(Inline)] public static Lanes256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static Lanes256 Of(float e0, float e1, float e2, float e3, float e4, float e5, float e6, float e7) =>
        new(Vector256.Create(e0, e1, e2, e3, e4, e5, e6, e7));

    [MethodImpl(Inline)] public static Lanes256 Load(float* source) => new(Vector256.Load(source));
    [MethodImpl(Inline)] public static void Store(Lanes256 value, float* target) => value._v.Store(target);

    [MethodImpl(Inline)] public static Lanes256 Add(Lanes256 a, Lanes256 b) => new(a._v + b._v);
    [MethodImpl(Inline)] public static Lanes256 Subtract(Lanes256 a, Lanes256 b) => new(a._v - b._v);
    [MethodImpl(Inline)] public static Lanes256 Multiply(Lanes256 a, Lanes256 b) => new(a._v * b._v);
    [MethodImpl(Inline)] public static Lanes256 Divide(Lanes256 a, Lanes256 b) => new(a._v / b._v);
    [MethodImpl(Inline)] public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Fma.MultiplyAdd(a._v, b._v, c._v));

    // By way of Broadcast: told of a plain constant, the compiler hoists all of them out of the loop and spills the sums instead.
    [MethodImpl(Inline)]
    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, float c) => MultiplyAdd(a, b, Broadcast(c));

    [MethodImpl(Inline)]
    public static Lanes256 NegatedMultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Fma.MultiplyAddNegated(a._v, b._v, c._v));

    // The instruction's own rule is the contract: the second operand unless the first is strictly greater (less).
    [MethodImpl(Inline)] public static Lanes256 Max(Lanes256 a, Lanes256 b) => new(Avx.Max(a._v, b._v));
    [MethodImpl(Inline)] public static Lanes256 Min(Lanes256 a, Lanes256 b) => new(Avx.Min(a._v, b._v));
    [MethodImpl(Inline)] public static Lanes256 Equal(Lanes256 a, Lanes256 b) => new(Avx.CompareEqual(a._v, b._v));
    [MethodImpl(Inline)] public static Lanes256 GreaterThan(Lanes256 a, Lanes256 b) => new(Avx.CompareGreaterThan(a._v, b._v));
    [MethodImpl(Inline)] public static Lanes256 LessOrEqual(Lanes256 a, Lanes256 b) => new(Avx.CompareLessThanOrEqual(a._v, b._v));

    [MethodImpl(Inline)]
    public static Lanes256 Select(Lanes256 mask, Lanes256 a, Lanes256 b) => new(Avx.BlendVariable(b._v, a._v, mask._v));

    [MethodImpl(Inline)] public static Lanes256 And(Lanes256 a, Lanes256 b) => new(a._v & b._v);
    [MethodImpl(Inline)] public static Lanes256 Or(Lanes256 a, Lanes256 b) => new(a._v | b._v);
    [MethodImpl(Inline)] public static uint SignBits(Lanes256 a) => (uint)Avx.MoveMask(a._v);

    [MethodImpl(Inline)] public static Lanes256 AddBits(Lanes256 a, int b) => new((a._v.AsInt32() + Vector256.Create(b)).AsSingle());
    [MethodImpl(Inline)] public static Lanes256 SubtractBits(Lanes256 a, Lanes256 b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());
    [MethodImpl(Inline)] public static Lanes256 AndBits(Lanes256 a, int b) => new((a._v.AsInt32() & Vector256.Create(b)).AsSingle());

    [MethodImpl(Inline)]
    public static Lanes256 ShiftLeftBits(Lanes256 a, [ConstantExpected] int count) => new((a._v.AsInt32() << count).AsSingle());

    [MethodImpl(Inline)]
    public static Lanes256 ShiftRightBits(Lanes256 a, [ConstantExpected] int count) => new((a._v.AsInt32() >> count).AsSingle());

    [MethodImpl(Inline)] public static Lanes256 Permute(Lanes256 table, Lanes256 index) => new(Avx2.PermuteVar8x32(table._v, index._v.AsInt32()));
    [MethodImpl(Inline)] public static Lanes256 ConvertBits(Lanes256 a) => new(Avx.ConvertToVector256Single(a._v.AsInt32()));

    [MethodImpl(Inline)]
    public static float Sum(Lanes256 a)
    {
        Vector128<float> v = a._v.GetLower() + a._v.GetUpper();
        v += Sse.MoveHighToLow(v, v);
        return v.ToScalar() + v.GetElement(1);
    }

    [MethodImpl(Inline)]
    public static float Greatest(Lanes256 a)
    {
        Vector128<float> v = Sse.Max(a._v.GetLower(), a._v.GetUpper());
        v = Sse.Max(v, Sse.MoveHighToLow(v, v));
        return Sse.MaxScalar(v, Sse.Shuffle(v, v, 1)).ToScalar();
    }

    [MethodImpl(Inline)]
    public static void LoadColumns(float* source, nint stride, out Lanes256 c0, out Lanes256 c1, out Lanes256 c2, out Lanes256 c3)
    {
        float* upper = source + 4 * stride;
        Vector256<float> r0 = Rows(source, upper), r1 = Rows(source + stride, upper + stride);
        Vector256<float> r2 = Rows(source + 2 * stride, upper + 2 * stride), r3 = Rows(source + 3 * stride, upper + 3 * stride);
        Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackLow(r2, r3);
        Vector256<float> c = Avx.UnpackHigh(r0, r1), d = Avx.UnpackHigh(r2, r3);
        c0 = new(Avx.Shuffle(a, b, 0x44));
        c1 = new(Avx.Shuffle(a, b, 0xEE));
        c2 = new(Avx.Shuffle(c, d, 0x44));
        c3 = new(Avx.Shuffle(c, d, 0xEE));
    }

    [MethodImpl(Inline)]
    public static void StoreColumns(float* target, nint stride, Lanes256 c0, Lanes256 c1, Lanes256 c2, Lanes256 c3)
    {
        Vector256<float> a = Avx.UnpackLow(c0._v, c1._v), b = Avx.UnpackLow(c2._v, c3._v);
        Vector256<float> c = Avx.UnpackHigh(c0._v, c1._v), d = Avx.UnpackHigh(c2._v, c3._v);
        Vector256<float> r0 = Avx.Shuffle(a, b, 0x44), r1 = Avx.Shuffle(a, b, 0xEE);
        Vector256<float> r2 = Avx.Shuffle(c, d, 0x44), r3 = Avx.Shuffle(c, d, 0xEE);
        r0.GetLower().Store(target);
        r1.GetLower().Store(target + stride);
        r2.GetLower().Store(target + 2 * stride);
        r3.GetLower().Store(target + 3 * stride);
        target += 4 * stride;
        r0.GetUpper().Store(target);
        r1.GetUpper().Store(target + stride);
        r2.GetUpper().Store(target + 2 * stride);
        r3.GetUpper().Store(target + 3 * stride);
    }

    [MethodImpl(Inline)]
    public static void LoadPairs(float* source, out Lanes256 even, out Lanes256 odd)
    {
        Vector256<float> a = Rows(source, source + 8), b = Rows(source + 4, source + 12);
        even = new(Avx.Shuffle(a, b, 0x88));
        odd = new(Avx.Shuffle(a, b, 0xDD));
    }

    [MethodImpl(Inline)]
    public static void StorePairs(float* target, Lanes256 even, Lanes256 odd)
    {
        Vector256<float> a = Avx.UnpackLow(even._v, odd._v), b = Avx.UnpackHigh(even._v, odd._v);
        a.GetLower().Store(target);
        b.GetLower().Store(target + 4);
        a.GetUpper().Store(target + 8);
        b.GetUpper().Store(target + 12);
    }

    [MethodImpl(Inline)]
    private static Vector256<float> Rows(float* lower, float* upper) =>
        Avx.InsertVector128(Vector128.Load(lower).ToVector256Unsafe(), Vector128.Load(upper), 1);
}
