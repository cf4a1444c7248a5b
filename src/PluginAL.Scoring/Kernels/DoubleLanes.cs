using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Two groups of eight lanes in one 512-bit register; needs what <see cref="Lanes512.IsSupported"/> asks for.</summary>
internal readonly unsafe struct DoubleLanes(Vector512<float> value) : ILaneGroups<DoubleLanes>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector512<float> _v = value;

    public static int Count => 16;

    /// <summary>The first group.</summary>
    public Lanes256 Lower { [MethodImpl(Inline)] get => new(_v.GetLower()); }

    /// <summary>The second group.</summary>
    public Lanes256 Upper { [MethodImpl(Inline)] get => new(_v.GetUpper()); }

    public static DoubleLanes Zero { [MethodImpl(Inline)] get => new(Vector512<float>.Zero); }
    [MethodImpl(Inline)] public static DoubleLanes Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static DoubleLanes Of(float e0, float e1, float e2, float e3, float e4, float e5, float e6, float e7) =>
        new(Vector512.Create(e0, e1, e2, e3, e4, e5, e6, e7, e0, e1, e2, e3, e4, e5, e6, e7));

    [MethodImpl(Inline)] public static DoubleLanes Load(float* source) => new(Vector512.Load(source));

    /// <summary>Two groups from two places.</summary>
    [MethodImpl(Inline)]
    public static DoubleLanes Load(float* lower, float* upper) => new(Vector512.Create(Vector256.Load(lower), Vector256.Load(upper)));

    [MethodImpl(Inline)] public static void Store(DoubleLanes value, float* target) => value._v.Store(target);

    [MethodImpl(Inline)] public static DoubleLanes Add(DoubleLanes a, DoubleLanes b) => new(a._v + b._v);
    [MethodImpl(Inline)] public static DoubleLanes Subtract(DoubleLanes a, DoubleLanes b) => new(a._v - b._v);
    [MethodImpl(Inline)] public static DoubleLanes Multiply(DoubleLanes a, DoubleLanes b) => new(a._v * b._v);
    [MethodImpl(Inline)] public static DoubleLanes Divide(DoubleLanes a, DoubleLanes b) => new(a._v / b._v);

    [MethodImpl(Inline)]
    public static DoubleLanes MultiplyAdd(DoubleLanes a, DoubleLanes b, DoubleLanes c) => new(Avx512F.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(Inline)] public static DoubleLanes MultiplyAdd(DoubleLanes a, DoubleLanes b, float c) => MultiplyAdd(a, b, Broadcast(c));

    [MethodImpl(Inline)]
    public static DoubleLanes NegatedMultiplyAdd(DoubleLanes a, DoubleLanes b, DoubleLanes c) =>
        new(Avx512F.FusedMultiplyAddNegated(a._v, b._v, c._v));

    // The instruction's own rule is the contract, as in Lanes256.
    [MethodImpl(Inline)] public static DoubleLanes Max(DoubleLanes a, DoubleLanes b) => new(Avx512F.Max(a._v, b._v));
    [MethodImpl(Inline)] public static DoubleLanes Min(DoubleLanes a, DoubleLanes b) => new(Avx512F.Min(a._v, b._v));
    [MethodImpl(Inline)] public static DoubleLanes Equal(DoubleLanes a, DoubleLanes b) => new(Avx512F.CompareEqual(a._v, b._v));
    [MethodImpl(Inline)] public static DoubleLanes GreaterThan(DoubleLanes a, DoubleLanes b) => new(Avx512F.CompareGreaterThan(a._v, b._v));

    [MethodImpl(Inline)]
    public static DoubleLanes LessOrEqual(DoubleLanes a, DoubleLanes b) => new(Avx512F.CompareLessThanOrEqual(a._v, b._v));

    [MethodImpl(Inline)]
    public static DoubleLanes Select(DoubleLanes mask, DoubleLanes a, DoubleLanes b) => new(Avx512F.BlendVariable(b._v, a._v, mask._v));

    [MethodImpl(Inline)] public static DoubleLanes And(DoubleLanes a, DoubleLanes b) => new(a._v & b._v);
    [MethodImpl(Inline)] public static DoubleLanes Or(DoubleLanes a, DoubleLanes b) => new(a._v | b._v);
    [MethodImpl(Inline)] public static uint SignBits(DoubleLanes a) => (uint)a._v.ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static DoubleLanes AddBits(DoubleLanes a, int b) => new((a._v.AsInt32() + Vector512.Create(b)).AsSingle());

    [MethodImpl(Inline)]
    public static DoubleLanes SubtractBits(DoubleLanes a, DoubleLanes b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());

    [MethodImpl(Inline)]
    public static DoubleLanes AndBits(DoubleLanes a, int b) => new((a._v.AsInt32() & Vector512.Create(b)).AsSingle());

    [MethodImpl(Inline)]
    public static DoubleLanes ShiftLeftBits(DoubleLanes a, [ConstantExpected] int count) => new((a._v.AsInt32() << count).AsSingle());

    [MethodImpl(Inline)]
    public static DoubleLanes ShiftRightBits(DoubleLanes a, [ConstantExpected] int count) => new((a._v.AsInt32() >> count).AsSingle());

    // The instruction takes four bits of the index; tables are the same in both groups, so the fourth does not matter.
    [MethodImpl(Inline)]
    public static DoubleLanes Permute(DoubleLanes table, DoubleLanes index) => new(Avx512F.PermuteVar16x32(table._v, index._v.AsInt32()));

    [MethodImpl(Inline)] public static DoubleLanes ConvertBits(DoubleLanes a) => new(Avx512F.ConvertToVector512Single(a._v.AsInt32()));

    [MethodImpl(Inline)]
    public static void LoadColumns(
        float* source, nint stride, out DoubleLanes c0, out DoubleLanes c1, out DoubleLanes c2, out DoubleLanes c3)
    {
        Lanes512.LoadColumns(source, stride, out Vector512<float> v0, out Vector512<float> v1, out Vector512<float> v2, out Vector512<float> v3);
        (c0, c1, c2, c3) = (new(v0), new(v1), new(v2), new(v3));
    }

    [MethodImpl(Inline)]
    public static void LoadPairs(float* source, out DoubleLanes even, out DoubleLanes odd)
    {
        Vector512<float> a = Vector512.Load(source), b = Vector512.Load(source + 16);
        even = new(Avx512F.PermuteVar16x32x2(a, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), b));
        odd = new(Avx512F.PermuteVar16x32x2(a, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), b));
    }
}
