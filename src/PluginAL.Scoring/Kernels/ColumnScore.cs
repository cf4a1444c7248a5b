using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Softmax and measure of eight rows whose logits lie in columns, lane = row: nothing of it is written down.</summary>
/// <remarks>The bits are those of <see cref="RowKernel{L, TMap}"/> followed by <see cref="Traversal{L, M, TCheck}"/>: the same operations
/// in the same order, but for what rounding cannot see.</remarks>
internal readonly unsafe struct ColumnScore<L, M> : IColumnsSink<L>
    where L : struct, ILanes<L>
    where M : struct, IMeasure
{
    private const int Lanes = 8;

    /// <summary>Whether the measure only compares probabilities while it accumulates. Then the common factor 1 / Σ exp may wait till the
    /// end: multiplying by a positive number never turns an order round, also when rounded.</summary>
    internal static bool OnlyCompares
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(M) == typeof(LeastConfidence) || typeof(M) == typeof(Margin) || typeof(M) == typeof(Ratio);
    }

    // Several methods, each with little in it: the compiler inlines only so much in one.

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Take(float* columns, nint stride, nint classes, float* target, nint row, nint row1)
    {
        float* second = columns + stride;
        if (Lanes512.Serve<L>() && row1 != row)
        {
            DoubleColumnScore<M>.Take(columns, second, classes, target + row, target + row1);
            return;
        }
        L max = L.Load(columns), max1 = L.Load(second);
        for (nint c = 1; c < classes; c++)
        {
            max = L.Max(L.Load(columns + c * Lanes), max);
            max1 = L.Max(L.Load(second + c * Lanes), max1);
        }
        if (OnlyCompares)
        {
            Compare(columns, second, classes, max, max1, target + row, target + row1);
            return;
        }
        Exponentiate(columns, second, classes, max, max1, out L sum, out L sum1);
        Measure(columns, classes, sum, target + row);
        if (row1 != row) Measure(second, classes, sum1, target + row1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare(float* columns, float* second, nint classes, L max, L max1, float* target, float* target1)
    {
        L sum = L.Zero, sum1 = L.Zero, a = L.Zero, a1 = L.Zero, b = L.Zero, b1 = L.Zero;
        for (nint c = 0; c < classes; c++)
        {
            L x = LaneMath.Exp(L.Subtract(L.Load(columns + c * Lanes), max));
            sum = L.Add(sum, x);
            M.Accumulate(x, ref a, ref b);
            L y = LaneMath.Exp(L.Subtract(L.Load(second + c * Lanes), max1));
            sum1 = L.Add(sum1, y);
            M.Accumulate(y, ref a1, ref b1);
        }
        L scale = L.Divide(L.Broadcast(1f), sum), scale1 = L.Divide(L.Broadcast(1f), sum1);
        L.Store(Finish(L.Multiply(a, scale), L.Multiply(b, scale), sum, scale, classes), target);
        L.Store(Finish(L.Multiply(a1, scale1), L.Multiply(b1, scale1), sum1, scale1, classes), target1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponentiate(float* columns, float* second, nint classes, L max, L max1, out L total, out L total1)
    {
        L sum = L.Zero, sum1 = L.Zero;
        for (nint c = 0; c < classes; c++)
        {
            L x = LaneMath.Exp(L.Subtract(L.Load(columns + c * Lanes), max));
            L y = LaneMath.Exp(L.Subtract(L.Load(second + c * Lanes), max1));
            sum = L.Add(sum, x);
            sum1 = L.Add(sum1, y);
            L.Store(x, columns + c * Lanes);
            L.Store(y, second + c * Lanes);
        }
        total = sum;
        total1 = sum1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Measure(float* columns, nint classes, L sum, float* target)
    {
        L scale = L.Divide(L.Broadcast(1f), sum), a = L.Zero, b = L.Zero;
        Accumulate(columns, classes, scale, ref a, ref b);
        L.Store(Finish(a, b, sum, scale, classes), target);
    }

    /// <summary>The accumulation of <see cref="Traversal{L, M, TCheck}"/> over few classes, step by step: even classes and odd ones apart;
    /// what is left of four from the end where a step is cheap, in order where it is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Accumulate<G>(float* columns, nint classes, G scale, ref G a, ref G b) where G : struct, ILaneGroups<G>
    {
        G a1 = G.Zero, b1 = G.Zero;
        nint whole = classes > 2 ? classes & ~3 : 0, left = classes - whole;
        for (nint c = 0; c < whole; c += 2)
        {
            M.Accumulate(G.Multiply(G.Load(columns + c * G.Count), scale), ref a, ref b);
            M.Accumulate(G.Multiply(G.Load(columns + (c + 1) * G.Count), scale), ref a1, ref b1);
        }
        if (!M.IsCheap || classes <= 2)
        {
            for (nint c = whole; c < classes; c++) M.Accumulate(G.Multiply(G.Load(columns + c * G.Count), scale), ref a, ref b);
        }
        else if (left > 0)
        {
            nint last = classes == 3 ? 0 : classes - 1, before = classes == 3 ? 2 : classes - 2;
            M.Accumulate(G.Multiply(G.Load(columns + last * G.Count), scale), ref a, ref b);
            if (left > 1) M.Accumulate(G.Multiply(G.Load(columns + before * G.Count), scale), ref a1, ref b1);
            if (left > 2) M.Accumulate(G.Multiply(G.Load(columns + (before - 1) * G.Count), scale), ref a, ref b);
        }
        if (classes > 2) M.Combine(ref a, ref b, a1, b1);
    }

    /// <summary>The scores; NaN where the sum or its inverse is not finite (then softmax has no distribution), or the score.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static G Finish<G>(G a, G b, G sum, G scale, nint classes) where G : struct, ILaneGroups<G>
    {
        G score = M.Finish(a, b, (int)classes);
        G finite = G.Equal(G.MultiplyAdd(scale, G.Zero, G.MultiplyAdd(score, G.Zero, G.Subtract(sum, sum))), G.Zero);
        return G.Select(finite, score, G.Broadcast(float.NaN));
    }
}
