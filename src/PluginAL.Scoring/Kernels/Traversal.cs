using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Whether a traversal also checks that rows are probabilities.</summary>
internal interface ICheck
{
    static abstract bool On { get; }
}

internal readonly struct Unchecked : ICheck { public static bool On => false; }

internal readonly struct Checked : ICheck { public static bool On => true; }

/// <summary>
/// The one way through (N, C) row-major probabilities, for every measure M and lanes L. A row's score depends on the row
/// alone, never on its place. Nothing is read beyond the rows.
/// </summary>
/// <remarks>
/// Beside the measure's own values the sum of each row is kept: it turns the score of a row with NaN or an infinity into NaN
/// (comparisons alone would drop the NaN), and it is what the check needs.
/// C = 1 and C = 2: whole registers of rows. C to <see cref="FewClasses"/>: eight rows at a time, transposed, lane = row. More: one
/// row over many registers, eight rows' partial results transposed and reduced together.
/// </remarks>
internal static unsafe class Traversal<L, M, TCheck>
    where L : struct, ILaneGroups<L>
    where M : struct, IMeasure
    where TCheck : struct, ICheck
{
    /// <summary>Up to here rows are transposed; beyond it, long rows are cheaper. Part of the reduction tree, so the same
    /// on every path.</summary>
    internal const int FewClasses = 32;

    /// <summary>Classes that go into a sum of their own, in order to keep it accurate.</summary>
    internal const int ChunkLength = 16 * Group;

    private const int Group = 8;
    private const int LineFloats = 16;

    /// <summary>How many floats ahead memory is asked for: the processor itself looks ahead only to the end of a page. Measured: short rows
    /// like it farther than long ones.</summary>
    internal const int AheadFew = 4096, AheadMany = 2048;

    /// <summary>The most lanes there are.</summary>
    private const int MostLanes = 16;

    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Scores the rows. With checks on, tells whether every row is finite, sums to 1 ± tolerance and has
    /// no entry below −tolerance.</summary>
    internal static bool Run(float* probabilities, nint rows, int classes, float* scores, float tolerance)
    {
        if (rows == 0) return true;
        if (classes > FewClasses) return Many(probabilities, rows, classes, scores, tolerance);
        if (classes > 2) return Few(probabilities, rows, classes, scores, tolerance);
        return classes == 2 ? Two(probabilities, rows, scores, tolerance) : One(probabilities, rows, scores, tolerance);
    }

    // The rows that do not fill a group of eight are copied and go through the same code. That code stands once in each loop:
    // a second copy would use up what the compiler is willing to inline.

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static bool One(float* p, nint rows, float* scores, float tolerance)
    {
        float* rest = stackalloc float[MostLanes], result = stackalloc float[MostLanes];
        L good = L.Equal(L.Zero, L.Zero);
        for (nint i = 0; i < rows; i += L.Count)
        {
            float* from = p + i, to = scores + i;
            if (rows - i < L.Count)
            {
                CopyRest(from, rows - i, 1, rest);
                from = rest;
                to = result;
            }
            L x = L.Load(from), a = L.Zero, b = L.Zero;
            M.Accumulate(x, ref a, ref b);
            L.Store(Finish(a, b, x, x, 1, tolerance, ref good), to);
        }
        CopyResult(result, rows, scores);
        return L.SignBits(good) == (1u << L.Count) - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static bool Two(float* p, nint rows, float* scores, float tolerance)
    {
        float* rest = stackalloc float[2 * MostLanes], result = stackalloc float[MostLanes];
        L good = L.Equal(L.Zero, L.Zero);
        for (nint i = 0; i < rows; i += L.Count)
        {
            float* from = p + 2 * i, to = scores + i;
            if (rows - i < L.Count)
            {
                CopyRest(from, rows - i, 2, rest);
                from = rest;
                to = result;
            }
            LaneMath.Prefetch(p + 2 * i + AheadFew);
            if (L.Count > Group) LaneMath.Prefetch(p + 2 * i + AheadFew + LineFloats);
            L.LoadPairs(from, out L x, out L y);
            L a = L.Zero, b = L.Zero;
            M.Accumulate(x, ref a, ref b);
            M.Accumulate(y, ref a, ref b);
            L.Store(Finish(a, b, L.Add(x, y), TCheck.On ? L.Min(x, y) : L.Zero, 2, tolerance, ref good), to);
        }
        CopyResult(result, rows, scores);
        return L.SignBits(good) == (1u << L.Count) - 1;
    }

    /// <summary>Eight rows, transposed four classes at a time; two sets of running values keep dependent chains short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static bool Few(float* p, nint rows, int classes, float* scores, float tolerance)
    {
        float* rest = stackalloc float[MostLanes * FewClasses + 1], result = stackalloc float[MostLanes];
        L good = L.Equal(L.Zero, L.Zero);
        nint end = rows * classes - (classes == 3 ? 1 : 0); // the last row of three is read as four floats
        for (nint i = 0; i < rows; i += L.Count)
        {
            float* from = p + i * classes, to = scores + i;
            if ((i + L.Count) * classes > end)
            {
                CopyRest(from, rows - i, classes, rest);
                from = rest;
                if (rows - i < L.Count) to = result;
            }

            L a = L.Zero, b = L.Zero, s = L.Zero, a1 = L.Zero, b1 = L.Zero, s1 = L.Zero, least = L.Zero;
            nint c = 0;
            for (; c + 4 <= classes; c += 4)
            {
                PrefetchFour(p + i * classes + c * L.Count);
                L.LoadColumns(from + c, classes, out L x0, out L x1, out L x2, out L x3);
                Step(x0, ref a, ref b, ref s, ref least);
                Step(x1, ref a1, ref b1, ref s1, ref least);
                Step(x2, ref a, ref b, ref s, ref least);
                Step(x3, ref a1, ref b1, ref s1, ref least);
            }
            if (c < classes)
            {
                // The last four classes again, of which those not seen yet count; of three classes the first three.
                nint back = classes > 3 ? classes - 4 : 0;
                PrefetchFour(p + i * classes + c * L.Count);
                L.LoadColumns(from + back, classes, out L x0, out L x1, out L x2, out L x3);
                if (M.IsCheap)
                {
                    if (classes == 3) x3 = x0;
                    Step(x3, ref a, ref b, ref s, ref least);
                    if (classes - c > 1) Step(x2, ref a1, ref b1, ref s1, ref least);
                    if (classes - c > 2) Step(x1, ref a, ref b, ref s, ref least);
                }
                else
                {
                    if (classes == 3) (x1, x2, x3) = (x0, x1, x2);
                    if (classes - c > 2) Step(x1, ref a, ref b, ref s, ref least);
                    if (classes - c > 1) Step(x2, ref a, ref b, ref s, ref least);
                    Step(x3, ref a, ref b, ref s, ref least);
                }
            }
            M.Combine(ref a, ref b, a1, b1);
            L.Store(Finish(a, b, L.Add(s, s1), least, classes, tolerance, ref good), to);
        }
        CopyResult(result, rows, scores);
        return L.SignBits(good) == (1u << L.Count) - 1;
    }

    /// <summary>Asks for what will be four classes of a group of rows, in the order of memory.</summary>
    [MethodImpl(Inline)]
    private static void PrefetchFour(float* at)
    {
        LaneMath.Prefetch(at + AheadFew);
        LaneMath.Prefetch(at + AheadFew + LineFloats);
        if (L.Count == Group) return;
        LaneMath.Prefetch(at + AheadFew + 2 * LineFloats);
        LaneMath.Prefetch(at + AheadFew + 3 * LineFloats);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static bool Many(float* p, nint rows, int classes, float* scores, float tolerance)
    {
        // For each row of a group the lanes of its running values: a, b, sum, least.
        float* partial = stackalloc float[4 * MostLanes * Group], result = stackalloc float[MostLanes];
        L good = L.Equal(L.Zero, L.Zero);
        for (nint i = 0; i < rows; i += L.Count)
        {
            nint count = rows - i < L.Count ? rows - i : L.Count;
            for (nint r = 0; r < count; r++)
            {
                float* row = p + (i + r) * classes, to = partial + r * Group;
                if (L.Count == Group) Row(row, classes, to);
                else DoubleRow<M, TCheck>.Run(row, classes, to, L.Count * Group);
            }
            if (count < L.Count) RepeatFirst(partial, count);
            good = L.And(good, Reduce(partial, classes, tolerance, count == L.Count ? scores + i : result));
        }
        CopyResult(result, rows, scores);
        return L.SignBits(good) == (1u << L.Count) - 1;
    }

    /// <summary>Fills up with the running values of the first row, so that the fill changes no check.</summary>
    private static void RepeatFirst(float* partial, nint count)
    {
        for (nint area = 0; area < 4; area++, partial += L.Count * Group)
            for (nint k = count * Group; k < L.Count * Group; k++) partial[k] = partial[k % Group];
    }

    /// <summary>One row of more than eight classes by eight lanes. Chunks of 128 keep the chains of additions short, so sums stay accurate.</summary>
    [MethodImpl(Inline)]
    private static void Row(float* p, int classes, float* partial)
    {
        L a = L.Zero, b = L.Zero, s = L.Zero, least = L.Zero;
        nint full = classes & ~(Group - 1), c = 0;
        while (c < full)
        {
            nint stop = full - c < ChunkLength ? full : c + ChunkLength;
            L a0 = L.Zero, b0 = L.Zero, s0 = L.Zero, a1 = L.Zero, b1 = L.Zero, s1 = L.Zero;
            for (; c + 2 * Group <= stop; c += 2 * Group)
            {
                LaneMath.Prefetch(p + c + AheadMany);
                Step(L.Load(p + c), ref a0, ref b0, ref s0, ref least);
                Step(L.Load(p + c + Group), ref a1, ref b1, ref s1, ref least);
            }
            if (c < stop)
            {
                Step(L.Load(p + c), ref a0, ref b0, ref s0, ref least);
                c += Group;
            }
            M.Combine(ref a0, ref b0, a1, b1);
            M.Combine(ref a, ref b, a0, b0);
            s = L.Add(s, L.Add(s0, s1));
        }
        if (full < classes) Step(L.And(L.Load(p + classes - Group), LaneMath.LastLanes<L>(classes % Group)), ref a, ref b, ref s, ref least);
        Close(a, b, s, least, partial, L.Count * Group);
    }

    /// <summary>Writes down the running values of a row.</summary>
    [MethodImpl(Inline)]
    internal static void Close(L a, L b, L s, L least, float* partial, nint area)
    {
        M.Close(ref a, ref b);
        L.Store(a, partial);
        if (M.HasSecond) L.Store(b, partial + area);
        L.Store(s, partial + 2 * area);
        if (TCheck.On) L.Store(least, partial + 3 * area);
    }

    /// <summary>Joins the eight lanes of each row of a group by the tree ((0,1),(2,3)),((4,5),(6,7)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static L Reduce(float* partial, int classes, float tolerance, float* scores)
    {
        int area = L.Count * Group;
        L.LoadColumns(partial, Group, out L a0, out L a1, out L a2, out L a3);
        L.LoadColumns(partial + 4, Group, out L a4, out L a5, out L a6, out L a7);
        L b0 = L.Zero, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        if (M.HasSecond)
        {
            L.LoadColumns(partial + area, Group, out b0, out b1, out b2, out b3);
            L.LoadColumns(partial + area + 4, Group, out b4, out b5, out b6, out b7);
        }
        M.Join(ref a0, ref b0, a1, b1);
        M.Join(ref a2, ref b2, a3, b3);
        M.Join(ref a4, ref b4, a5, b5);
        M.Join(ref a6, ref b6, a7, b7);
        M.Join(ref a0, ref b0, a2, b2);
        M.Join(ref a4, ref b4, a6, b6);
        M.Join(ref a0, ref b0, a4, b4);
        M.Open(ref a0, ref b0);

        L.LoadColumns(partial + 2 * area, Group, out L s0, out L s1, out L s2, out L s3);
        L.LoadColumns(partial + 2 * area + 4, Group, out L s4, out L s5, out L s6, out L s7);
        L s = L.Add(L.Add(L.Add(s0, s1), L.Add(s2, s3)), L.Add(L.Add(s4, s5), L.Add(s6, s7)));
        L least = L.Zero;
        if (TCheck.On)
        {
            L.LoadColumns(partial + 3 * area, Group, out L m0, out L m1, out L m2, out L m3);
            L.LoadColumns(partial + 3 * area + 4, Group, out L m4, out L m5, out L m6, out L m7);
            least = L.Min(L.Min(L.Min(m0, m1), L.Min(m2, m3)), L.Min(L.Min(m4, m5), L.Min(m6, m7)));
        }
        return FinishLong(a0, b0, s, least, classes, tolerance, scores);
    }

    /// <summary><see cref="Finish"/> as a call: what would be inlined after a whole reduction is more than the compiler takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static L FinishLong(L a, L b, L s, L least, int classes, float tolerance, float* scores)
    {
        L good = L.Equal(L.Zero, L.Zero);
        L.Store(Finish(a, b, s, least, classes, tolerance, ref good), scores);
        return good;
    }

    [MethodImpl(Inline)]
    internal static void Step(L x, ref L a, ref L b, ref L s, ref L least)
    {
        M.Accumulate(x, ref a, ref b);
        s = L.Add(s, x);
        if (TCheck.On) least = L.Min(x, least);
    }

    [MethodImpl(Inline)]
    private static L Finish(L a, L b, L s, L least, int classes, float tolerance, ref L good)
    {
        if (TCheck.On)
        {
            L off = L.AndBits(L.Subtract(s, L.Broadcast(1f)), int.MaxValue);
            good = L.And(good, L.And(L.LessOrEqual(off, L.Broadcast(tolerance)), L.LessOrEqual(L.Broadcast(-tolerance), least)));
        }
        L score = M.Finish(a, b, classes);
        // s − s is NaN when the sum is not finite, and so is score · 0 when the score is not: then, one NaN for all paths.
        L finite = L.Equal(L.MultiplyAdd(score, L.Zero, L.Subtract(s, s)), L.Zero);
        return L.Select(finite, score, L.Broadcast(float.NaN));
    }

    /// <summary>Copies the rows of the last group and fills up with the first of them, so that the fill changes no check.</summary>
    private static void CopyRest(float* p, nint rows, int classes, float* rest)
    {
        for (nint k = 0; k < rows * classes; k++) rest[k] = p[k];
        for (nint k = rows * classes; k < L.Count * classes; k++) rest[k] = p[k % classes];
        if (classes == 3) rest[L.Count * 3] = 0;
    }

    /// <summary>Copies the scores of the rows that did not fill a group, if there were any.</summary>
    private static void CopyResult(float* result, nint rows, float* scores)
    {
        nint full = rows & ~(nint)(L.Count - 1);
        for (nint r = full; r < rows; r++) scores[r] = result[r - full];
    }
}
