using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>What is done to the values of a row before they are divided by their sum.</summary>
internal interface IRowMap
{
    /// <summary>Whether the row's greatest value is needed at all.</summary>
    static abstract bool NeedsMax { get; }

    static abstract L Map<L>(L x, L max) where L : struct, ILaneGroups<L>;
}

/// <summary>Softmax: exp(x − max).</summary>
internal readonly struct ExpMap : IRowMap
{
    public static bool NeedsMax => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Map<L>(L x, L max) where L : struct, ILaneGroups<L> => LaneMath.Exp(L.Subtract(x, max));
}

/// <summary>Plain normalising: the values themselves.</summary>
internal readonly struct IdentityMap : IRowMap
{
    public static bool NeedsMax => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Map<L>(L x, L max) where L : struct, ILaneGroups<L> => x;
}

/// <summary>Maps the values of each row and divides them by their sum, in place: softmax, or normalising.</summary>
/// <remarks>A row's result depends on the row alone, never on its place. A row whose sum is zero or not finite becomes NaN.
/// C ≤ <see cref="FewClasses"/>: eight rows at a time, transposed into a scratch of columns. More: each row by itself.</remarks>
internal static unsafe class RowKernel<L, TMap>
    where L : struct, ILanes<L>
    where TMap : struct, IRowMap
{
    /// <summary>Up to here rows are transposed. Part of the reduction tree: the same on every path.</summary>
    internal const int FewClasses = 32;

    private const int Lanes = 8;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Replaces values by probabilities; <paramref name="logSumExp"/> is for softmax and may be null.</summary>
    internal static void Run(float* logits, nint rows, int classes, float* logSumExp)
    {
        if (classes <= FewClasses)
        {
            Few(logits, rows, classes, logSumExp);
            return;
        }
        for (nint i = 0; i < rows; i++) Row(logits + i * classes, classes, logSumExp == null ? null : logSumExp + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Few(float* p, nint rows, int classes, float* logSumExp)
    {
        // One more than eight rows: three logits in a row are read and written as four.
        float* columns = stackalloc float[Lanes * FewClasses];
        float* rest = stackalloc float[Lanes * FewClasses + 1], result = stackalloc float[Lanes];
        for (nint i = 0; i < rows; i += Lanes)
        {
            // The last rows go through the same steps in a buffer of eight, the missing ones being zeros. So do all rows of three,
            // because a row of three is written as four floats.
            float* target = p + i * classes, group = target;
            nint count = rows - i < Lanes ? rows - i : Lanes;
            bool copied = count < Lanes || classes == 3;
            if (copied)
            {
                if (count == Lanes)
                    for (nint k = 0; k < 3; k++) L.Store(L.Load(target + k * Lanes), rest + k * Lanes);
                else
                    for (nint k = 0; k < Lanes * classes; k++) rest[k] = k < count * classes ? target[k] : 0;
                if (classes == 3) rest[3 * Lanes] = 0;
                group = rest;
            }

            L max = Columns(group, classes, columns);
            L sum = L.Zero;
            for (nint c = 0; c < classes; c++)
            {
                L x = TMap.Map(L.Load(columns + c * Lanes), max);
                L.Store(x, columns + c * Lanes);
                sum = L.Add(sum, x);
            }
            L scale = L.Divide(L.Broadcast(1f), sum);
            Rows(group, classes, columns, scale);

            // Neither the sum nor its inverse may be infinite or NaN. In softmax: no NaN, no +∞, and not −∞ alone.
            uint good = L.SignBits(L.Equal(L.MultiplyAdd(scale, L.Zero, L.Subtract(sum, sum)), L.Zero));
            if (good != 0xFF) SpoilRows(group, classes, good);
            if (logSumExp != null) WriteLogSumExp(max, sum, count == Lanes ? logSumExp + i : result);

            if (!copied) continue;
            if (count == Lanes)
                for (nint k = 0; k < 3; k++) L.Store(L.Load(rest + k * Lanes), target + k * Lanes);
            else
                for (nint k = 0; k < count * classes; k++) target[k] = rest[k];
        }
        if (logSumExp == null) return;
        nint full = rows & ~(nint)(Lanes - 1);
        for (nint r = full; r < rows; r++) logSumExp[r] = result[r - full];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteOneLogSumExp(float max, float sum, float* target)
    {
        float* eight = stackalloc float[Lanes];
        WriteLogSumExp(L.Broadcast(max), L.Broadcast(sum), eight);
        *target = eight[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteLogSumExp(L max, L sum, float* target) =>
        L.Store(L.Select(L.Equal(sum, sum), L.Add(max, LaneMath.Log(sum)), L.Broadcast(float.NaN)), target);

    private static void SpoilRows(float* p, int classes, uint good)
    {
        for (int r = 0; r < Lanes; r++)
            if ((good >> r & 1) == 0) new Span<float>(p + r * classes, classes).Fill(float.NaN);
    }

    /// <summary>Transposes eight rows into columns of eight; gives each row's greatest logit.</summary>
    [MethodImpl(Inline)]
    private static L Columns(float* p, int classes, float* columns)
    {
        L max = L.Broadcast(float.NegativeInfinity);
        if (classes == 1)
        {
            L x = L.Load(p);
            L.Store(x, columns);
            return L.Max(x, max);
        }
        if (classes == 2)
        {
            L.LoadPairs(p, out L x, out L y);
            L.Store(x, columns);
            L.Store(y, columns + Lanes);
            return L.Max(x, L.Max(y, max));
        }
        for (nint c = 0; ; c += 4)
        {
            if (c > classes - 4) c = classes > 3 ? classes - 4 : 0; // overlaps what was read: the same values again
            L.LoadColumns(p + c, classes, out L x0, out L x1, out L x2, out L x3);
            float* to = columns + c * Lanes;
            L.Store(x0, to);
            L.Store(x1, to + Lanes);
            L.Store(x2, to + 2 * Lanes);
            L.Store(x3, to + 3 * Lanes);
            max = L.Max(L.Max(x0, x1), max);
            max = L.Max(classes > 3 ? L.Max(x2, x3) : x2, max);
            if (c >= classes - 4) return max;
        }
    }

    /// <summary>Writes the columns back as rows, each times its row's scale. Rows of three write one float beyond.</summary>
    [MethodImpl(Inline)]
    private static void Rows(float* p, int classes, float* columns, L scale)
    {
        if (classes == 1)
        {
            L.Store(L.Multiply(L.Load(columns), scale), p);
            return;
        }
        if (classes == 2)
        {
            L.StorePairs(p, L.Multiply(L.Load(columns), scale), L.Multiply(L.Load(columns + Lanes), scale));
            return;
        }
        for (nint c = 0; ; c += 4)
        {
            if (c > classes - 4) c = classes > 3 ? classes - 4 : 0;
            float* from = columns + c * Lanes;
            L.StoreColumns(p + c, classes, L.Multiply(L.Load(from), scale), L.Multiply(L.Load(from + Lanes), scale),
                L.Multiply(L.Load(from + 2 * Lanes), scale), L.Multiply(L.Load(from + 3 * Lanes), scale));
            if (c >= classes - 4) return;
        }
    }

    /// <summary>One row of more than eight values. The last register overlaps the one before; it is read before that is
    /// overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(float* p, int classes, float* logSumExp)
    {
        nint full = classes & ~(Lanes - 1), c = 0;
        float* last = p + classes - Lanes;
        L tail = L.Load(last);

        float greatest = TMap.NeedsMax ? Greatest(p, tail, full) : 0;
        L max = L.Broadcast(greatest);

        L sum0 = L.Zero, sum1 = L.Zero;
        if (Lanes512.Serve<L>()) c = DoubleRowMap<L, TMap>.Run(p, full, greatest, out sum0, out sum1);
        for (; c + 2 * Lanes <= full; c += 2 * Lanes)
        {
            L x = TMap.Map(L.Load(p + c), max);
            L y = TMap.Map(L.Load(p + c + Lanes), max);
            L.Store(x, p + c);
            L.Store(y, p + c + Lanes);
            sum0 = L.Add(sum0, x);
            sum1 = L.Add(sum1, y);
        }
        if (c < full)
        {
            L x = TMap.Map(L.Load(p + c), max);
            L.Store(x, p + c);
            sum0 = L.Add(sum0, x);
        }
        if (full < classes)
        {
            tail = TMap.Map(tail, max);
            L.Store(tail, last);
            sum1 = L.Add(sum1, L.And(tail, LaneMath.LastLanes<L>(classes % Lanes)));
        }
        float sum = L.Sum(L.Add(sum0, sum1));

        float inverse = 1f / sum;
        if (!float.IsFinite(sum) || !float.IsFinite(inverse))
        {
            new Span<float>(p, classes).Fill(float.NaN);
            if (logSumExp != null) *logSumExp = float.NaN;
            return;
        }

        L scale = L.Broadcast(inverse);
        tail = L.Multiply(L.Load(last), scale);
        for (c = 0; c < full; c += Lanes) L.Store(L.Multiply(L.Load(p + c), scale), p + c);
        if (full < classes) L.Store(tail, last);
        if (logSumExp == null) return;
        WriteOneLogSumExp(greatest, sum, logSumExp);
    }

    /// <summary>The greatest of whole registers and of the last one. NaN may hide or show here; it comes out again in the sum.</summary>
    [MethodImpl(Inline)]
    private static float Greatest(float* p, L tail, nint full)
    {
        L max0 = tail, max1 = tail;
        nint c = 0;
        for (; c + 2 * Lanes <= full; c += 2 * Lanes)
        {
            max0 = L.Max(L.Load(p + c), max0);
            max1 = L.Max(L.Load(p + c + Lanes), max1);
        }
        if (c < full) max0 = L.Max(L.Load(p + c), max0);
        return L.Greatest(L.Max(max0, max1));
    }
}
