using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Dense logits for eight classes or more: lane = class, six rows by sixteen classes in registers at a time.</summary>
/// <remarks>
/// Each logit is a chain of fused multiply-adds from the bias on, features in ascending order, whatever the blocking. The last
/// panel of classes overlaps the one before, and rows that are missing in the last block repeat the last row: the same values again.
/// </remarks>
internal static unsafe class ManyClassesKernel<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;
    private const int RowsAtOnce = 6;
    private const int PanelDepth = 256;
    private const int LineFloats = 16;

    /// <summary>Floats of features that stay in the second-level cache while the panels of classes pass over them.</summary>
    private const int BlockFloats = 32 * 1024;

    /// <summary>Rows over which the weights are packed once: a multiple of six.</summary>
    internal static nint BlockRows(nint width) => Math.Clamp(BlockFloats / width, 4, 40) * RowsAtOnce;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void Run(float* rows, nint count, nint width, float* weights, float* bias, nint classes, float* logits)
    {
        float* panel = stackalloc float[PanelDepth * 2 * Lanes];
        nint block = BlockRows(width);
        for (nint i = 0; i < count; i += block)
        {
            nint n = Math.Min(block, count - i);
            float* x = rows + i * width, z = logits + i * classes;
            if (classes >= WideClassesKernel.FewestClasses && n >= WideClassesKernel.RowsAtOnce && Lanes512.Serve<L>())
            {
                nint whole = n - n % WideClassesKernel.RowsAtOnce;
                WideClassesKernel.Run(x, whole, width, weights, bias, classes, z);
                if (whole == n) continue;
                x += whole * width;
                z += whole * classes;
                n -= whole;
            }
            for (nint c = 0; c < classes; c += 2 * Lanes)
            {
                if (classes - c > Lanes)
                {
                    nint first = Math.Max(0, Math.Min(c, classes - 2 * Lanes)), second = Math.Min(first + Lanes, classes - Lanes);
                    Panel<Both>(x, n, width, weights, bias, classes, first, second, z, panel);
                }
                else
                {
                    Panel<One>(x, n, width, weights, bias, classes, classes - Lanes, classes - Lanes, z, panel);
                }
            }
        }
    }

    /// <summary>The classes first..first + 7 and second..second + 7 of all rows, over the whole width, 256 features at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel<TColumns>(
        float* rows, nint count, nint width, float* weights, float* bias, nint classes, nint first, nint second,
        float* logits, float* panel)
        where TColumns : struct, IColumns
    {
        bool pack = count > 2 * RowsAtOnce; // fewer rows do not pay for a copy
        for (nint d = 0; d < width; d += PanelDepth)
        {
            nint depth = Math.Min(PanelDepth, width - d);
            float* w = weights + d * classes + first;
            nint stride = classes, gap = second - first;
            if (pack)
            {
                for (nint k = 0; k < depth; k++)
                {
                    L.Store(L.Load(w + k * classes), panel + k * 2 * Lanes);
                    if (TColumns.AreTwo) L.Store(L.Load(w + k * classes + gap), panel + k * 2 * Lanes + Lanes);
                }
                w = panel;
                stride = 2 * Lanes;
                gap = Lanes;
            }
            for (nint i = 0; i < count; i += RowsAtOnce)
            {
                nint last = Math.Min(RowsAtOnce, count - i) - 1;
                float* x = rows + i * width + d, z = logits + i * classes;
                Tile<TColumns>(x, width, depth, w, stride, gap, d == 0 ? bias : null, z, classes, first, second, last);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TColumns>(
        float* x, nint width, nint depth, float* w, nint stride, nint gap, float* bias,
        float* z, nint classes, nint first, nint second, nint last)
        where TColumns : struct, IColumns
    {
        nint r1 = Math.Min(1, last), r2 = Math.Min(2, last), r3 = Math.Min(3, last), r4 = Math.Min(4, last), r5 = Math.Min(5, last);
        float* x1 = x + r1 * width, x2 = x + r2 * width, x3 = x + r3 * width, x4 = x + r4 * width, x5 = x + r5 * width;
        float* z1 = z + r1 * classes, z2 = z + r2 * classes, z3 = z + r3 * classes, z4 = z + r4 * classes, z5 = z + r5 * classes;
        L a0, a1, a2, a3, a4, a5, b0 = L.Zero, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0;
        if (bias != null)
        {
            a0 = a1 = a2 = a3 = a4 = a5 = L.Load(bias + first);
            if (TColumns.AreTwo) b0 = b1 = b2 = b3 = b4 = b5 = L.Load(bias + second);
        }
        else
        {
            a0 = L.Load(z + first);
            a1 = L.Load(z1 + first);
            a2 = L.Load(z2 + first);
            a3 = L.Load(z3 + first);
            a4 = L.Load(z4 + first);
            a5 = L.Load(z5 + first);
            if (TColumns.AreTwo)
            {
                b0 = L.Load(z + second);
                b1 = L.Load(z1 + second);
                b2 = L.Load(z2 + second);
                b3 = L.Load(z3 + second);
                b4 = L.Load(z4 + second);
                b5 = L.Load(z5 + second);
            }
        }

        nint ahead = RowsAtOnce * width; // the next tile's rows
        for (nint d = 0; d < depth;)
        {
            nint stop = Math.Min(d + LineFloats, depth);
            LaneMath.Prefetch(x + ahead + d);
            LaneMath.Prefetch(x1 + ahead + d);
            LaneMath.Prefetch(x2 + ahead + d);
            LaneMath.Prefetch(x3 + ahead + d);
            LaneMath.Prefetch(x4 + ahead + d);
            LaneMath.Prefetch(x5 + ahead + d);
            for (; d < stop; d++)
            {
                L u = L.Load(w), v = TColumns.AreTwo ? L.Load(w + gap) : L.Zero;
                L p = L.Broadcast(x[d]);
                a0 = L.MultiplyAdd(p, u, a0);
                if (TColumns.AreTwo) b0 = L.MultiplyAdd(p, v, b0);
                p = L.Broadcast(x1[d]);
                a1 = L.MultiplyAdd(p, u, a1);
                if (TColumns.AreTwo) b1 = L.MultiplyAdd(p, v, b1);
                p = L.Broadcast(x2[d]);
                a2 = L.MultiplyAdd(p, u, a2);
                if (TColumns.AreTwo) b2 = L.MultiplyAdd(p, v, b2);
                p = L.Broadcast(x3[d]);
                a3 = L.MultiplyAdd(p, u, a3);
                if (TColumns.AreTwo) b3 = L.MultiplyAdd(p, v, b3);
                p = L.Broadcast(x4[d]);
                a4 = L.MultiplyAdd(p, u, a4);
                if (TColumns.AreTwo) b4 = L.MultiplyAdd(p, v, b4);
                p = L.Broadcast(x5[d]);
                a5 = L.MultiplyAdd(p, u, a5);
                if (TColumns.AreTwo) b5 = L.MultiplyAdd(p, v, b5);
                w += stride;
            }
        }

        L.Store(a0, z + first);
        L.Store(a1, z1 + first);
        L.Store(a2, z2 + first);
        L.Store(a3, z3 + first);
        L.Store(a4, z4 + first);
        L.Store(a5, z5 + first);
        if (!TColumns.AreTwo) return;
        L.Store(b0, z + second);
        L.Store(b1, z1 + second);
        L.Store(b2, z2 + second);
        L.Store(b3, z3 + second);
        L.Store(b4, z4 + second);
        L.Store(b5, z5 + second);
    }
}
