using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Eight lanes in two 128-bit registers: NEON on Arm64, SSE on x64, software elsewhere.</summary>
internal readonly unsafe struct Lanes128(Vector128<float> low, Vector128<float> high) : ILanes<Lanes128>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector128<float> _l = low;
    private readonly Vector128<float> _h = high;

    public static int Count => 8;

    public static Lanes128 Zero { [MethodImpl(Inline)] get => new(Vector128<float>.Zero, Vector128<float>.Zero); }
    [MethodImpl(Inline)] public static Lanes128 Broadcast(float value) => new(Vector128.Create(value), Vector128.Create(value));

    [MethodImpl(Inline)]
    public static Lanes128 Of(float e0, float e1, float e2, float e3, float e4, float e5, float e6, float e7) =>
        new(Vector128.Create(e0, e1, e2, e3), Vector128.Create(e4, e5, e6, e7));

    [MethodImpl(Inline)] public static Lanes128 Load(float* source) => new(Vector128.Load(source), Vector128.Load(source + 4));

    [MethodImpl(Inline)]
    public static void Store(Lanes128 value, float* target)
    {
        value._l.Store(target);
        value._h.Store(target + 4);
    }

    [MethodImpl(Inline)] public static Lanes128 Add(Lanes128 a, Lanes128 b) => new(a._l + b._l, a._h + b._h);
    [MethodImpl(Inline)] public static Lanes128 Subtract(Lanes128 a, Lanes128 b) => new(a._l - b._l, a._h - b._h);
    [MethodImpl(Inline)] public static Lanes128 Multiply(Lanes128 a, Lanes128 b) => new(a._l * b._l, a._h * b._h);
    [MethodImpl(Inline)] public static Lanes128 Divide(Lanes128 a, Lanes128 b) => new(a._l / b._l, a._h / b._h);

    [MethodImpl(Inline)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new(Vector128.FusedMultiplyAdd(a._l, b._l, c._l), Vector128.FusedMultiplyAdd(a._h, b._h, c._h));

    [MethodImpl(Inline)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, float c) =>
        new(Vector128.FusedMultiplyAdd(a._l, b._l, Vector128.Create(c)), Vector128.FusedMultiplyAdd(a._h, b._h, Vector128.Create(c)));

    [MethodImpl(Inline)]
    public static Lanes128 NegatedMultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new(Vector128.FusedMultiplyAdd(-a._l, b._l, c._l), Vector128.FusedMultiplyAdd(-a._h, b._h, c._h));

    [MethodImpl(Inline)] public static Lanes128 Max(Lanes128 a, Lanes128 b) => new(Max(a._l, b._l), Max(a._h, b._h));
    [MethodImpl(Inline)] public static Lanes128 Min(Lanes128 a, Lanes128 b) => new(Min(a._l, b._l), Min(a._h, b._h));

    [MethodImpl(Inline)]
    public static Lanes128 Equal(Lanes128 a, Lanes128 b) => new(Vector128.Equals(a._l, b._l), Vector128.Equals(a._h, b._h));

    [MethodImpl(Inline)]
    public static Lanes128 GreaterThan(Lanes128 a, Lanes128 b) => new(Vector128.GreaterThan(a._l, b._l), Vector128.GreaterThan(a._h, b._h));

    [MethodImpl(Inline)]
    public static Lanes128 LessOrEqual(Lanes128 a, Lanes128 b) =>
        new(Vector128.LessThanOrEqual(a._l, b._l), Vector128.LessThanOrEqual(a._h, b._h));

    [MethodImpl(Inline)]
    public static Lanes128 Select(Lanes128 mask, Lanes128 a, Lanes128 b) =>
        new(Vector128.ConditionalSelect(mask._l, a._l, b._l), Vector128.ConditionalSelect(mask._h, a._h, b._h));

    [MethodImpl(Inline)] public static Lanes128 And(Lanes128 a, Lanes128 b) => new(a._l & b._l, a._h & b._h);
    [MethodImpl(Inline)] public static Lanes128 Or(Lanes128 a, Lanes128 b) => new(a._l | b._l, a._h | b._h);

    [MethodImpl(Inline)]
    public static uint SignBits(Lanes128 a) => a._l.ExtractMostSignificantBits() | (a._h.ExtractMostSignificantBits() << 4);

    [MethodImpl(Inline)]
    public static Lanes128 AddBits(Lanes128 a, int b)
    {
        Vector128<int> v = Vector128.Create(b);
        return new((a._l.AsInt32() + v).AsSingle(), (a._h.AsInt32() + v).AsSingle());
    }

    [MethodImpl(Inline)]
    public static Lanes128 SubtractBits(Lanes128 a, Lanes128 b) =>
        new((a._l.AsInt32() - b._l.AsInt32()).AsSingle(), (a._h.AsInt32() - b._h.AsInt32()).AsSingle());

    [MethodImpl(Inline)]
    public static Lanes128 AndBits(Lanes128 a, int b)
    {
        Vector128<int> v = Vector128.Create(b);
        return new((a._l.AsInt32() & v).AsSingle(), (a._h.AsInt32() & v).AsSingle());
    }

    [MethodImpl(Inline)]
    public static Lanes128 ShiftLeftBits(Lanes128 a, [ConstantExpected] int count) =>
        new((a._l.AsInt32() << count).AsSingle(), (a._h.AsInt32() << count).AsSingle());

    [MethodImpl(Inline)]
    public static Lanes128 ShiftRightBits(Lanes128 a, [ConstantExpected] int count) =>
        new((a._l.AsInt32() >> count).AsSingle(), (a._h.AsInt32() >> count).AsSingle());

    [MethodImpl(Inline)]
    public static Lanes128 Permute(Lanes128 table, Lanes128 index) => new(Permute(table, index._l), Permute(table, index._h));

    [MethodImpl(Inline)]
    public static Lanes128 ConvertBits(Lanes128 a) =>
        new(Vector128.ConvertToSingle(a._l.AsInt32()), Vector128.ConvertToSingle(a._h.AsInt32()));

    [MethodImpl(Inline)]
    public static float Sum(Lanes128 a)
    {
        Vector128<float> v = a._l + a._h;
        return (v.GetElement(0) + v.GetElement(2)) + (v.GetElement(1) + v.GetElement(3));
    }

    [MethodImpl(Inline)]
    public static float Greatest(Lanes128 a)
    {
        Vector128<float> v = Max(a._l, a._h);
        float x = Greater(v.GetElement(0), v.GetElement(2)), y = Greater(v.GetElement(1), v.GetElement(3));
        return Greater(x, y);
    }

    [MethodImpl(Inline)]
    public static void LoadColumns(float* source, nint stride, out Lanes128 c0, out Lanes128 c1, out Lanes128 c2, out Lanes128 c3)
    {
        Transpose(source, stride, out Vector128<float> a0, out Vector128<float> a1, out Vector128<float> a2, out Vector128<float> a3);
        source += 4 * stride;
        Transpose(source, stride, out Vector128<float> b0, out Vector128<float> b1, out Vector128<float> b2, out Vector128<float> b3);
        c0 = new(a0, b0);
        c1 = new(a1, b1);
        c2 = new(a2, b2);
        c3 = new(a3, b3);
    }

    [MethodImpl(Inline)]
    public static void StoreColumns(float* target, nint stride, Lanes128 c0, Lanes128 c1, Lanes128 c2, Lanes128 c3)
    {
        StoreTransposed(target, stride, c0._l, c1._l, c2._l, c3._l);
        StoreTransposed(target + 4 * stride, stride, c0._h, c1._h, c2._h, c3._h);
    }

    [MethodImpl(Inline)]
    public static void LoadPairs(float* source, out Lanes128 even, out Lanes128 odd)
    {
        Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + 4);
        Vector128<float> c = Vector128.Load(source + 8), d = Vector128.Load(source + 12);
        even = new(Even(a, b), Even(c, d));
        odd = new(Odd(a, b), Odd(c, d));
    }

    [MethodImpl(Inline)]
    public static void StorePairs(float* target, Lanes128 even, Lanes128 odd)
    {
        ZipLow(even._l, odd._l).Store(target);
        ZipHigh(even._l, odd._l).Store(target + 4);
        ZipLow(even._h, odd._h).Store(target + 8);
        ZipHigh(even._h, odd._h).Store(target + 12);
    }

    // A shuffle gives zero where its index is no lane: of each half of the table, where the other half is meant.
    [MethodImpl(Inline)]
    private static Vector128<float> Permute(Lanes128 table, Vector128<float> index)
    {
        Vector128<int> i = index.AsInt32() & Vector128.Create(7);
        return Vector128.Shuffle(table._l, i) | Vector128.Shuffle(table._h, i ^ Vector128.Create(4));
    }

    [MethodImpl(Inline)]
    private static void Transpose(
        float* source, nint stride, out Vector128<float> c0, out Vector128<float> c1, out Vector128<float> c2, out Vector128<float> c3)
    {
        Vector128<float> r0 = Vector128.Load(source), r1 = Vector128.Load(source + stride);
        Vector128<float> r2 = Vector128.Load(source + 2 * stride), r3 = Vector128.Load(source + 3 * stride);
        Vector128<float> a = ZipLow(r0, r1), b = ZipLow(r2, r3), c = ZipHigh(r0, r1), d = ZipHigh(r2, r3);
        c0 = LowHalves(a, b);
        c1 = HighHalves(a, b);
        c2 = LowHalves(c, d);
        c3 = HighHalves(c, d);
    }

    [MethodImpl(Inline)]
    private static void StoreTransposed(
        float* target, nint stride, Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3)
    {
        Vector128<float> a = ZipLow(c0, c1), b = ZipLow(c2, c3), c = ZipHigh(c0, c1), d = ZipHigh(c2, c3);
        LowHalves(a, b).Store(target);
        HighHalves(a, b).Store(target + stride);
        LowHalves(c, d).Store(target + 2 * stride);
        HighHalves(c, d).Store(target + 3 * stride);
    }

    private static float Greater(float a, float b) => a > b ? a : b;

    // On Arm64 FMAX and FMIN pass NaN on and order the zeros, so the rule is spelt out there.
    [MethodImpl(Inline)]
    private static Vector128<float> Max(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(a, b) : Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    [MethodImpl(Inline)]
    private static Vector128<float> Min(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Min(a, b) : Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);

    [MethodImpl(Inline)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a.GetElement(0), b.GetElement(0), a.GetElement(1), b.GetElement(1));

    [MethodImpl(Inline)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a.GetElement(2), b.GetElement(2), a.GetElement(3), b.GetElement(3));

    [MethodImpl(Inline)]
    private static Vector128<float> LowHalves(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveLowToHigh(a, b) : Vector128.Create(a.GetLower(), b.GetLower());

    [MethodImpl(Inline)]
    private static Vector128<float> HighHalves(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveHighToLow(b, a) : Vector128.Create(a.GetUpper(), b.GetUpper());

    [MethodImpl(Inline)]
    private static Vector128<float> Even(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Shuffle(a, b, 0x88)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipEven(a, b)
        : Vector128.Create(a.GetElement(0), a.GetElement(2), b.GetElement(0), b.GetElement(2));

    [MethodImpl(Inline)]
    private static Vector128<float> Odd(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Shuffle(a, b, 0xDD)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipOdd(a, b)
        : Vector128.Create(a.GetElement(1), a.GetElement(3), b.GetElement(1), b.GetElement(3));
}
