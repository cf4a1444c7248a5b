using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>A number of classes known to the compiler, so that each class has its own register.</summary>
internal interface IClassCount
{
    static abstract int Value { get; }
}

/// <summary>What becomes of the logits of twice eight rows.</summary>
internal unsafe interface IColumnsSink<L> where L : struct, ILanes<L>
{
    /// <summary>Takes the logits of two groups of eight rows, which may be the same group: two, so that the processor has other work while
    /// a chain of dependent operations runs.</summary>
    /// <param name="columns">A register of eight rows for each class, and <paramref name="stride"/> floats on, the second group's; may
    /// be overwritten.</param>
    /// <param name="stride">From the first group's columns to the second's.</param>
    /// <param name="classes">C.</param>
    /// <param name="target">Where the results of all rows are.</param>
    /// <param name="row">The first of the first eight rows.</param>
    /// <param name="row1">The first of the second eight rows.</param>
    static abstract void Take(float* columns, nint stride, nint classes, float* target, nint row, nint row1);
}

/// <summary>Dense logits for few classes: eight rows at a time, lane = row, one register for each class. Nothing is padded.</summary>
/// <remarks>Each logit is a chain of fused multiply-adds from the bias on, features in ascending order: the same bits as
/// <see cref="ManyClassesKernel{L}"/>.</remarks>
internal static unsafe class FewClassesKernel<L, K, TSink>
    where L : struct, ILanes<L>
    where K : struct, IClassCount
    where TSink : struct, IColumnsSink<L>
{
    private const int Lanes = 8;
    private const int Group = FewClasses.Most * Lanes;

    /// <summary>How many rows ahead memory is asked for.</summary>
    private const int Ahead = 2 * Lanes;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Needs at least eight rows. The last group overlaps the one before when the rows do not come out even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void Run(float* rows, nint count, nint width, float* weights, float* bias, float* target)
    {
        float* both = stackalloc float[2 * Group];
        float* narrow = stackalloc float[Lanes];
        nint waiting = -1; // the first row of a group whose columns lie in the first half
        nint done = Lanes512.Serve<L>() ? WideFewClasses<L, K, TSink>.Run(rows, count, width, weights, bias, target) : 0;
        for (nint i = done; i < count; i += Lanes)
        {
            if (i > count - Lanes) i = count - Lanes;
            float* columns = both + (waiting < 0 ? 0 : Group);
            L a0 = L.Zero, a1 = L.Zero, a2 = L.Zero, a3 = L.Zero, a4 = L.Zero, a5 = L.Zero,
                a6 = L.Zero, a7 = L.Zero, a8 = L.Zero, a9 = L.Zero, a10 = L.Zero;
            a0 = L.Broadcast(bias[0]);
            if (K.Value > 1) a1 = L.Broadcast(bias[1]);
            if (K.Value > 2) a2 = L.Broadcast(bias[2]);
            if (K.Value > 3) a3 = L.Broadcast(bias[3]);
            if (K.Value > 4) a4 = L.Broadcast(bias[4]);
            if (K.Value > 5) a5 = L.Broadcast(bias[5]);
            if (K.Value > 6) a6 = L.Broadcast(bias[6]);
            if (K.Value > 7) a7 = L.Broadcast(bias[7]);
            if (K.Value > 8) a8 = L.Broadcast(bias[8]);
            if (K.Value > 9) a9 = L.Broadcast(bias[9]);
            if (K.Value > 10) a10 = L.Broadcast(bias[10]);

            float* p = rows + i * width, w = weights;
            nint d = 0;
            for (; d + 4 <= width; d += 4)
            {
                // Eight rows at a time are too many streams for the processor to guess the next ones.
                LaneMath.Prefetch(p + Ahead * width + d * Lanes);
                LaneMath.Prefetch(p + Ahead * width + d * Lanes + 16);
                L.LoadColumns(p + d, width, out L x0, out L x1, out L x2, out L x3);
                Step(x0, w, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8, ref a9, ref a10);
                Step(x1, w + K.Value, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8, ref a9, ref a10);
                Step(x2, w + 2 * K.Value, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8, ref a9, ref a10);
                Step(x3, w + 3 * K.Value, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8, ref a9, ref a10);
                w += 4 * K.Value;
            }
            for (; d < width; d++)
            {
                for (nint r = 0; r < Lanes; r++) narrow[r] = p[r * width + d];
                Step(L.Load(narrow), w, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8, ref a9, ref a10);
                w += K.Value;
            }

            L.Store(a0, columns + 0 * Lanes);
            if (K.Value > 1) L.Store(a1, columns + 1 * Lanes);
            if (K.Value > 2) L.Store(a2, columns + 2 * Lanes);
            if (K.Value > 3) L.Store(a3, columns + 3 * Lanes);
            if (K.Value > 4) L.Store(a4, columns + 4 * Lanes);
            if (K.Value > 5) L.Store(a5, columns + 5 * Lanes);
            if (K.Value > 6) L.Store(a6, columns + 6 * Lanes);
            if (K.Value > 7) L.Store(a7, columns + 7 * Lanes);
            if (K.Value > 8) L.Store(a8, columns + 8 * Lanes);
            if (K.Value > 9) L.Store(a9, columns + 9 * Lanes);
            if (K.Value > 10) L.Store(a10, columns + 10 * Lanes);
            if (waiting >= 0)
            {
                TSink.Take(both, Group, K.Value, target, waiting, i);
                waiting = -1;
            }
            else if (i + Lanes >= count)
            {
                TSink.Take(both, 0, K.Value, target, i, i);
            }
            else
            {
                waiting = i;
            }
        }
    }

    [MethodImpl(Inline)]
    private static void Step(
        L x, float* w, ref L a0, ref L a1, ref L a2, ref L a3, ref L a4, ref L a5, ref L a6, ref L a7, ref L a8, ref L a9, ref L a10)
    {
        a0 = L.MultiplyAdd(x, L.Broadcast(w[0]), a0);
        if (K.Value > 1) a1 = L.MultiplyAdd(x, L.Broadcast(w[1]), a1);
        if (K.Value > 2) a2 = L.MultiplyAdd(x, L.Broadcast(w[2]), a2);
        if (K.Value > 3) a3 = L.MultiplyAdd(x, L.Broadcast(w[3]), a3);
        if (K.Value > 4) a4 = L.MultiplyAdd(x, L.Broadcast(w[4]), a4);
        if (K.Value > 5) a5 = L.MultiplyAdd(x, L.Broadcast(w[5]), a5);
        if (K.Value > 6) a6 = L.MultiplyAdd(x, L.Broadcast(w[6]), a6);
        if (K.Value > 7) a7 = L.MultiplyAdd(x, L.Broadcast(w[7]), a7);
        if (K.Value > 8) a8 = L.MultiplyAdd(x, L.Broadcast(w[8]), a8);
        if (K.Value > 9) a9 = L.MultiplyAdd(x, L.Broadcast(w[9]), a9);
        if (K.Value > 10) a10 = L.MultiplyAdd(x, L.Broadcast(w[10]), a10);
    }
}

/// <summary>Chooses the kernel by the number of classes.</summary>
internal static unsafe class FewClasses
{
    /// <summary>More would not fit sixteen registers.</summary>
    internal const int Most = 11;

    internal static void Run<L, TSink>(float* rows, nint count, nint width, float* weights, float* bias, int classes, float* target)
        where L : struct, ILanes<L>
        where TSink : struct, IColumnsSink<L>
    {
        switch (classes)
        {
            case 1: FewClassesKernel<L, Classes1, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 2: FewClassesKernel<L, Classes2, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 3: FewClassesKernel<L, Classes3, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 4: FewClassesKernel<L, Classes4, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 5: FewClassesKernel<L, Classes5, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 6: FewClassesKernel<L, Classes6, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 7: FewClassesKernel<L, Classes7, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 8: FewClassesKernel<L, Classes8, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 9: FewClassesKernel<L, Classes9, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 10: FewClassesKernel<L, Classes10, TSink>.Run(rows, count, width, weights, bias, target); break;
            case 11: FewClassesKernel<L, Classes11, TSink>.Run(rows, count, width, weights, bias, target); break;
        }
    }
}

/// <summary>Writes the logits as rows.</summary>
internal readonly unsafe struct LogitRows<L> : IColumnsSink<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;

    public static void Take(float* columns, nint stride, nint classes, float* target, nint row, nint row1)
    {
        Take(columns, classes, target, row);
        if (row1 != row) Take(columns + stride, classes, target, row1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Take(float* columns, nint classes, float* target, nint row)
    {
        float* to = target + row * classes;
        if (classes >= 4)
        {
            for (nint c = 0; ; c += 4)
            {
                if (c > classes - 4) c = classes - 4;
                float* from = columns + c * Lanes;
                L.StoreColumns(to + c, classes, L.Load(from), L.Load(from + Lanes), L.Load(from + 2 * Lanes), L.Load(from + 3 * Lanes));
                if (c == classes - 4) return;
            }
        }
        if (classes == 2)
        {
            L.StorePairs(to, L.Load(columns), L.Load(columns + Lanes));
            return;
        }
        for (nint c = 0; c < classes; c++)
            for (nint r = 0; r < Lanes; r++) to[r * classes + c] = columns[c * Lanes + r];
    }
}
