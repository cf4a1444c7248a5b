using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary><see cref="FewClassesKernel{L, K, TSink}"/> with 512-bit registers: four groups of eight rows at a time, two in a register. The
/// same bits.</summary>
internal static unsafe class WideFewClasses<L, K, TSink>
    where L : struct, ILanes<L>
    where K : struct, IClassCount
    where TSink : struct, IColumnsSink<L>
{
    internal const int Rows = 32;
    private const int Half = 16; // rows in a register
    private const int Lanes = 8;
    private const int Group = FewClasses.Most * Lanes;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Takes as many rows as make whole tiles; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static nint Run(float* rows, nint count, nint width, float* weights, float* bias, float* target)
    {
        float* columns = stackalloc float[4 * Group];
        nint whole = count - count % Rows;
        for (nint i = 0; i < whole; i += Rows)
        {
            Tile(rows + i * width, width, weights, bias, columns);
            TSink.Take(columns, Group, K.Value, target, i, i + Lanes);
            TSink.Take(columns + 2 * Group, Group, K.Value, target, i + 2 * Lanes, i + 3 * Lanes);
        }
        return whole;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Tile(float* x, nint width, float* w, float* bias, float* columns)
    {
        Vector512<float> a0 = Vector512.Create(bias[0]), a1 = default, a2 = a1, a3 = a1, a4 = a1, a5 = a1, a6 = a1, a7 = a1, a8 = a1, a9 = a1,
            aa = a1;
        if (K.Value > 1) a1 = Vector512.Create(bias[1]);
        if (K.Value > 2) a2 = Vector512.Create(bias[2]);
        if (K.Value > 3) a3 = Vector512.Create(bias[3]);
        if (K.Value > 4) a4 = Vector512.Create(bias[4]);
        if (K.Value > 5) a5 = Vector512.Create(bias[5]);
        if (K.Value > 6) a6 = Vector512.Create(bias[6]);
        if (K.Value > 7) a7 = Vector512.Create(bias[7]);
        if (K.Value > 8) a8 = Vector512.Create(bias[8]);
        if (K.Value > 9) a9 = Vector512.Create(bias[9]);
        if (K.Value > 10) aa = Vector512.Create(bias[10]);
        Vector512<float> b0 = a0, b1 = a1, b2 = a2, b3 = a3, b4 = a4, b5 = a5, b6 = a6, b7 = a7, b8 = a8, b9 = a9, ba = aa;
        float* ahead = x + 2 * Rows * width, end = x + width;
        for (; x <= end - 4; x += 4)
        {
            // Thirty-two rows at a time are too many streams for the processor to guess the next ones.
            LaneMath.Prefetch(ahead);
            LaneMath.Prefetch(ahead + 16);
            LaneMath.Prefetch(ahead + 32);
            LaneMath.Prefetch(ahead + 48);
            LaneMath.Prefetch(ahead + 64);
            LaneMath.Prefetch(ahead + 80);
            LaneMath.Prefetch(ahead + 96);
            LaneMath.Prefetch(ahead + 112);
            ahead += 8 * 16;
            Lanes512.LoadColumns(x, width, out Vector512<float> x0, out Vector512<float> x1, out Vector512<float> x2, out Vector512<float> x3);
            Lanes512.LoadColumns(
                x + Half * width, width, out Vector512<float> y0, out Vector512<float> y1, out Vector512<float> y2, out Vector512<float> y3);
            Step(x0, y0, w[0], ref a0, ref b0);
            if (K.Value > 1) Step(x0, y0, w[1], ref a1, ref b1);
            if (K.Value > 2) Step(x0, y0, w[2], ref a2, ref b2);
            if (K.Value > 3) Step(x0, y0, w[3], ref a3, ref b3);
            if (K.Value > 4) Step(x0, y0, w[4], ref a4, ref b4);
            if (K.Value > 5) Step(x0, y0, w[5], ref a5, ref b5);
            if (K.Value > 6) Step(x0, y0, w[6], ref a6, ref b6);
            if (K.Value > 7) Step(x0, y0, w[7], ref a7, ref b7);
            if (K.Value > 8) Step(x0, y0, w[8], ref a8, ref b8);
            if (K.Value > 9) Step(x0, y0, w[9], ref a9, ref b9);
            if (K.Value > 10) Step(x0, y0, w[10], ref aa, ref ba);
            Step(x1, y1, w[K.Value + 0], ref a0, ref b0);
            if (K.Value > 1) Step(x1, y1, w[K.Value + 1], ref a1, ref b1);
            if (K.Value > 2) Step(x1, y1, w[K.Value + 2], ref a2, ref b2);
            if (K.Value > 3) Step(x1, y1, w[K.Value + 3], ref a3, ref b3);
            if (K.Value > 4) Step(x1, y1, w[K.Value + 4], ref a4, ref b4);
            if (K.Value > 5) Step(x1, y1, w[K.Value + 5], ref a5, ref b5);
            if (K.Value > 6) Step(x1, y1, w[K.Value + 6], ref a6, ref b6);
            if (K.Value > 7) Step(x1, y1, w[K.Value + 7], ref a7, ref b7);
            if (K.Value > 8) Step(x1, y1, w[K.Value + 8], ref a8, ref b8);
            if (K.Value > 9) Step(x1, y1, w[K.Value + 9], ref a9, ref b9);
            if (K.Value > 10) Step(x1, y1, w[K.Value + 10], ref aa, ref ba);
            Step(x2, y2, w[2 * K.Value + 0], ref a0, ref b0);
            if (K.Value > 1) Step(x2, y2, w[2 * K.Value + 1], ref a1, ref b1);
            if (K.Value > 2) Step(x2, y2, w[2 * K.Value + 2], ref a2, ref b2);
            if (K.Value > 3) Step(x2, y2, w[2 * K.Value + 3], ref a3, ref b3);
            if (K.Value > 4) Step(x2, y2, w[2 * K.Value + 4], ref a4, ref b4);
            if (K.Value > 5) Step(x2, y2, w[2 * K.Value + 5], ref a5, ref b5);
            if (K.Value > 6) Step(x2, y2, w[2 * K.Value + 6], ref a6, ref b6);
            if (K.Value > 7) Step(x2, y2, w[2 * K.Value + 7], ref a7, ref b7);
            if (K.Value > 8) Step(x2, y2, w[2 * K.Value + 8], ref a8, ref b8);
            if (K.Value > 9) Step(x2, y2, w[2 * K.Value + 9], ref a9, ref b9);
            if (K.Value > 10) Step(x2, y2, w[2 * K.Value + 10], ref aa, ref ba);
            Step(x3, y3, w[3 * K.Value + 0], ref a0, ref b0);
            if (K.Value > 1) Step(x3, y3, w[3 * K.Value + 1], ref a1, ref b1);
            if (K.Value > 2) Step(x3, y3, w[3 * K.Value + 2], ref a2, ref b2);
            if (K.Value > 3) Step(x3, y3, w[3 * K.Value + 3], ref a3, ref b3);
            if (K.Value > 4) Step(x3, y3, w[3 * K.Value + 4], ref a4, ref b4);
            if (K.Value > 5) Step(x3, y3, w[3 * K.Value + 5], ref a5, ref b5);
            if (K.Value > 6) Step(x3, y3, w[3 * K.Value + 6], ref a6, ref b6);
            if (K.Value > 7) Step(x3, y3, w[3 * K.Value + 7], ref a7, ref b7);
            if (K.Value > 8) Step(x3, y3, w[3 * K.Value + 8], ref a8, ref b8);
            if (K.Value > 9) Step(x3, y3, w[3 * K.Value + 9], ref a9, ref b9);
            if (K.Value > 10) Step(x3, y3, w[3 * K.Value + 10], ref aa, ref ba);
            w += 4 * K.Value;
        }
        float* column = stackalloc float[Rows];
        for (; x < end; x++)
        {
            for (nint r = 0; r < Rows; r++) column[r] = x[r * width];
            Vector512<float> p = Vector512.Load(column), q = Vector512.Load(column + Half);
            Step(p, q, w[0], ref a0, ref b0);
            if (K.Value > 1) Step(p, q, w[1], ref a1, ref b1);
            if (K.Value > 2) Step(p, q, w[2], ref a2, ref b2);
            if (K.Value > 3) Step(p, q, w[3], ref a3, ref b3);
            if (K.Value > 4) Step(p, q, w[4], ref a4, ref b4);
            if (K.Value > 5) Step(p, q, w[5], ref a5, ref b5);
            if (K.Value > 6) Step(p, q, w[6], ref a6, ref b6);
            if (K.Value > 7) Step(p, q, w[7], ref a7, ref b7);
            if (K.Value > 8) Step(p, q, w[8], ref a8, ref b8);
            if (K.Value > 9) Step(p, q, w[9], ref a9, ref b9);
            if (K.Value > 10) Step(p, q, w[10], ref aa, ref ba);
            w += K.Value;
        }

        Store(a0, b0, columns);
        if (K.Value > 1) Store(a1, b1, columns + 1 * Lanes);
        if (K.Value > 2) Store(a2, b2, columns + 2 * Lanes);
        if (K.Value > 3) Store(a3, b3, columns + 3 * Lanes);
        if (K.Value > 4) Store(a4, b4, columns + 4 * Lanes);
        if (K.Value > 5) Store(a5, b5, columns + 5 * Lanes);
        if (K.Value > 6) Store(a6, b6, columns + 6 * Lanes);
        if (K.Value > 7) Store(a7, b7, columns + 7 * Lanes);
        if (K.Value > 8) Store(a8, b8, columns + 8 * Lanes);
        if (K.Value > 9) Store(a9, b9, columns + 9 * Lanes);
        if (K.Value > 10) Store(aa, ba, columns + 10 * Lanes);
    }

    [MethodImpl(Inline)]
    private static void Step(Vector512<float> x, Vector512<float> y, float weight, ref Vector512<float> a, ref Vector512<float> b)
    {
        Vector512<float> w = Vector512.Create(weight);
        a = Avx512F.FusedMultiplyAdd(x, w, a);
        b = Avx512F.FusedMultiplyAdd(y, w, b);
    }

    [MethodImpl(Inline)]
    private static void Store(Vector512<float> a, Vector512<float> b, float* column)
    {
        a.GetLower().Store(column);
        a.GetUpper().Store(column + Group);
        b.GetLower().Store(column + 2 * Group);
        b.GetUpper().Store(column + 3 * Group);
    }
}
