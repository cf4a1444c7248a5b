using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary><see cref="ManyClassesKernel{L}"/> with 512-bit registers, for sixteen classes or more: twelve rows by thirty-two classes at a
/// time. The same bits.</summary>
internal static unsafe class WideClassesKernel
{
    internal const int FewestClasses = Lanes;
    internal const int RowsAtOnce = 12;
    private const int Lanes = 16;
    private const int PanelDepth = 192;
    private const int LineFloats = 16;

    /// <summary>Logits of a block of rows, whole tiles of <see cref="RowsAtOnce"/>, which stay in the second-level cache.</summary>
    [SkipLocalsInit]
    internal static void Run(float* rows, nint count, nint width, float* weights, float* bias, nint classes, float* logits)
    {
        float* memory = stackalloc float[PanelDepth * 2 * Lanes + Lanes];
        float* panel = (float*)(((nint)memory + 63) & ~(nint)63);
        for (nint c = 0; c < classes; c += 2 * Lanes)
        {
            if (classes - c > Lanes)
            {
                nint first = Math.Max(0, Math.Min(c, classes - 2 * Lanes)), second = Math.Min(first + Lanes, classes - Lanes);
                Panel<Both>(rows, count, width, weights, bias, classes, first, second, logits, panel);
            }
            else
            {
                Panel<One>(rows, count, width, weights, bias, classes, classes - Lanes, classes - Lanes, logits, panel);
            }
        }
    }

    /// <summary>The classes first..first + 15 and second..second + 15 of all rows, over the whole width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel<TColumns>(
        float* rows, nint count, nint width, float* weights, float* bias, nint classes, nint first, nint second,
        float* logits, float* panel)
        where TColumns : struct, IColumns
    {
        for (nint d = 0; d < width; d += PanelDepth)
        {
            nint depth = Math.Min(PanelDepth, width - d);
            float* w = weights + d * classes;
            for (nint k = 0; k < depth; k++)
            {
                Vector512.Load(w + k * classes + first).StoreAligned(panel + k * 2 * Lanes);
                if (TColumns.AreTwo) Vector512.Load(w + k * classes + second).StoreAligned(panel + k * 2 * Lanes + Lanes);
            }
            for (nint i = 0; i < count; i += RowsAtOnce)
                Tile<TColumns>(rows + i * width + d, width, depth, panel, d == 0 ? bias : null, logits + i * classes, classes, first, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TColumns>(
        float* rows, nint width, nint depth, float* panel, float* bias, float* z, nint classes, nint first, nint second)
        where TColumns : struct, IColumns
    {
        float* z3 = z + 3 * classes, z6 = z3 + 3 * classes, z9 = z6 + 3 * classes;
        nint twoClasses = 2 * classes;
        Vector512<float> a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, aa, ab;
        Vector512<float> b0 = default, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0, b8 = b0, b9 = b0, ba = b0, bb = b0;
        if (bias != null)
        {
            a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = a8 = a9 = aa = ab = Vector512.Load(bias + first);
            if (TColumns.AreTwo) b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = b8 = b9 = ba = bb = Vector512.Load(bias + second);
        }
        else
        {
            a0 = Vector512.Load(z + first);
            a1 = Vector512.Load(z + classes + first);
            a2 = Vector512.Load(z + twoClasses + first);
            a3 = Vector512.Load(z3 + first);
            a4 = Vector512.Load(z3 + classes + first);
            a5 = Vector512.Load(z3 + twoClasses + first);
            a6 = Vector512.Load(z6 + first);
            a7 = Vector512.Load(z6 + classes + first);
            a8 = Vector512.Load(z6 + twoClasses + first);
            a9 = Vector512.Load(z9 + first);
            aa = Vector512.Load(z9 + classes + first);
            ab = Vector512.Load(z9 + twoClasses + first);
            if (TColumns.AreTwo)
            {
                b0 = Vector512.Load(z + second);
                b1 = Vector512.Load(z + classes + second);
                b2 = Vector512.Load(z + twoClasses + second);
                b3 = Vector512.Load(z3 + second);
                b4 = Vector512.Load(z3 + classes + second);
                b5 = Vector512.Load(z3 + twoClasses + second);
                b6 = Vector512.Load(z6 + second);
                b7 = Vector512.Load(z6 + classes + second);
                b8 = Vector512.Load(z6 + twoClasses + second);
                b9 = Vector512.Load(z9 + second);
                ba = Vector512.Load(z9 + classes + second);
                bb = Vector512.Load(z9 + twoClasses + second);
            }
        }

        // Four pointers and two strides, in bytes, reach twelve rows: more would not fit the processor's registers.
        nint row = width * sizeof(float), two = 2 * row, ahead = RowsAtOnce * row; // ahead: the next tile's rows
        byte* x = (byte*)rows, x3 = x + row + two, x6 = x3 + row + two, x9 = x6 + row + two;
        for (float* end = panel + depth * 2 * Lanes; panel < end;)
        {
            float* stop = panel + Math.Min(LineFloats * 2 * Lanes, (nint)(end - panel));
            LaneMath.Prefetch((float*)(x + ahead));
            LaneMath.Prefetch((float*)(x + row + ahead));
            LaneMath.Prefetch((float*)(x + two + ahead));
            LaneMath.Prefetch((float*)(x3 + ahead));
            LaneMath.Prefetch((float*)(x3 + row + ahead));
            LaneMath.Prefetch((float*)(x3 + two + ahead));
            LaneMath.Prefetch((float*)(x6 + ahead));
            LaneMath.Prefetch((float*)(x6 + row + ahead));
            LaneMath.Prefetch((float*)(x6 + two + ahead));
            LaneMath.Prefetch((float*)(x9 + ahead));
            LaneMath.Prefetch((float*)(x9 + row + ahead));
            LaneMath.Prefetch((float*)(x9 + two + ahead));
            for (; panel < stop; panel += 2 * Lanes)
            {
                Vector512<float> u = Vector512.LoadAligned(panel), v = TColumns.AreTwo ? Vector512.LoadAligned(panel + Lanes) : u;
                Vector512<float> p = Vector512.Create(*(float*)x);
                a0 = Avx512F.FusedMultiplyAdd(p, u, a0);
                if (TColumns.AreTwo) b0 = Avx512F.FusedMultiplyAdd(p, v, b0);
                p = Vector512.Create(*(float*)(x + row));
                a1 = Avx512F.FusedMultiplyAdd(p, u, a1);
                if (TColumns.AreTwo) b1 = Avx512F.FusedMultiplyAdd(p, v, b1);
                p = Vector512.Create(*(float*)(x + two));
                a2 = Avx512F.FusedMultiplyAdd(p, u, a2);
                if (TColumns.AreTwo) b2 = Avx512F.FusedMultiplyAdd(p, v, b2);
                p = Vector512.Create(*(float*)x3);
                a3 = Avx512F.FusedMultiplyAdd(p, u, a3);
                if (TColumns.AreTwo) b3 = Avx512F.FusedMultiplyAdd(p, v, b3);
                p = Vector512.Create(*(float*)(x3 + row));
                a4 = Avx512F.FusedMultiplyAdd(p, u, a4);
                if (TColumns.AreTwo) b4 = Avx512F.FusedMultiplyAdd(p, v, b4);
                p = Vector512.Create(*(float*)(x3 + two));
                a5 = Avx512F.FusedMultiplyAdd(p, u, a5);
                if (TColumns.AreTwo) b5 = Avx512F.FusedMultiplyAdd(p, v, b5);
                p = Vector512.Create(*(float*)x6);
                a6 = Avx512F.FusedMultiplyAdd(p, u, a6);
                if (TColumns.AreTwo) b6 = Avx512F.FusedMultiplyAdd(p, v, b6);
                p = Vector512.Create(*(float*)(x6 + row));
                a7 = Avx512F.FusedMultiplyAdd(p, u, a7);
                if (TColumns.AreTwo) b7 = Avx512F.FusedMultiplyAdd(p, v, b7);
                p = Vector512.Create(*(float*)(x6 + two));
                a8 = Avx512F.FusedMultiplyAdd(p, u, a8);
                if (TColumns.AreTwo) b8 = Avx512F.FusedMultiplyAdd(p, v, b8);
                p = Vector512.Create(*(float*)x9);
                a9 = Avx512F.FusedMultiplyAdd(p, u, a9);
                if (TColumns.AreTwo) b9 = Avx512F.FusedMultiplyAdd(p, v, b9);
                p = Vector512.Create(*(float*)(x9 + row));
                aa = Avx512F.FusedMultiplyAdd(p, u, aa);
                if (TColumns.AreTwo) ba = Avx512F.FusedMultiplyAdd(p, v, ba);
                p = Vector512.Create(*(float*)(x9 + two));
                ab = Avx512F.FusedMultiplyAdd(p, u, ab);
                if (TColumns.AreTwo) bb = Avx512F.FusedMultiplyAdd(p, v, bb);
                x += sizeof(float);
                x3 += sizeof(float);
                x6 += sizeof(float);
                x9 += sizeof(float);
            }
        }

        a0.Store(z + first);
        a1.Store(z + classes + first);
        a2.Store(z + twoClasses + first);
        a3.Store(z3 + first);
        a4.Store(z3 + classes + first);
        a5.Store(z3 + twoClasses + first);
        a6.Store(z6 + first);
        a7.Store(z6 + classes + first);
        a8.Store(z6 + twoClasses + first);
        a9.Store(z9 + first);
        aa.Store(z9 + classes + first);
        ab.Store(z9 + twoClasses + first);
        if (!TColumns.AreTwo) return;
        b0.Store(z + second);
        b1.Store(z + classes + second);
        b2.Store(z + twoClasses + second);
        b3.Store(z3 + second);
        b4.Store(z3 + classes + second);
        b5.Store(z3 + twoClasses + second);
        b6.Store(z6 + second);
        b7.Store(z6 + classes + second);
        b8.Store(z6 + twoClasses + second);
        b9.Store(z9 + second);
        ba.Store(z9 + classes + second);
        bb.Store(z9 + twoClasses + second);
    }
}
