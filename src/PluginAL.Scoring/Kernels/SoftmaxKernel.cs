using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Softmax in place. A row's result depends on the row alone, never on its place.</summary>
/// <remarks>C ≤ <see cref="FewClasses"/>: eight rows at a time, transposed into a scratch of columns. More: each row by itself.</remarks>
internal static unsafe class SoftmaxKernel<L> where L : struct, ILanes<L>
{
    /// <summary>Up to here rows are transposed. Part of the reduction tree: the same on every path.</summary>
    internal const int FewClasses = 32;

    private const int Lanes = 8;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Replaces logits by probabilities; <paramref name="logSumExp"/> may be null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void Run(float* logits, nint rows, int classes, float* logSumExp)
    {
        float* columns = stackalloc float[Lanes * FewClasses];
        if (classes > FewClasses)
        {
            for (nint i = 0; i < rows; i++) Row(logits + i * classes, classes, columns, logSumExp == null ? null : logSumExp + i);
            return;
        }

        float* result = stackalloc float[Lanes];
        nint full = rows & ~(nint)(Lanes - 1);
        for (nint i = 0; i < full; i += Lanes) Group(logits + i * classes, classes, columns, logSumExp == null ? result : logSumExp + i);
        if (full == rows) return;

        // The rows left over go through the same steps in a buffer of eight, the missing ones being zeros.
        float* rest = stackalloc float[Lanes * FewClasses];
        float* from = logits + full * classes;
        nint length = (rows - full) * classes;
        for (nint k = 0; k < Lanes * classes; k++) rest[k] = k < length ? from[k] : 0;
        Group(rest, classes, columns, result);
        for (nint k = 0; k < length; k++) from[k] = rest[k];
        if (logSumExp != null)
            for (nint r = 0; r < rows - full; r++) logSumExp[full + r] = result[r];
    }

    [MethodImpl(Inline)]
    private static void Group(float* p, int classes, float* columns, float* logSumExp)
    {
        L max = Columns(p, classes, columns);

        L sum0 = L.Zero, sum1 = L.Zero;
        nint c = 0;
        for (; c + 2 <= classes; c += 2)
        {
            L x = LaneMath.Exp(L.Subtract(L.Load(columns + c * Lanes), max));
            L y = LaneMath.Exp(L.Subtract(L.Load(columns + (c + 1) * Lanes), max));
            L.Store(x, columns + c * Lanes);
            L.Store(y, columns + (c + 1) * Lanes);
            sum0 = L.Add(sum0, x);
            sum1 = L.Add(sum1, y);
        }
        if (c < classes)
        {
            L x = LaneMath.Exp(L.Subtract(L.Load(columns + c * Lanes), max));
            L.Store(x, columns + c * Lanes);
            sum0 = L.Add(sum0, x);
        }
        L sum = L.Add(sum0, sum1);
        L scale = L.Divide(L.Broadcast(1f), sum);
        Rows(p, classes, columns, scale);

        // A sum is NaN exactly when the row has NaN, +∞ or nothing but −∞.
        L isNumber = L.Equal(sum, sum);
        L.Store(L.Select(isNumber, L.Add(max, LaneMath.Log(sum)), L.Broadcast(float.NaN)), logSumExp);
        uint numbers = L.SignBits(isNumber);
        if (numbers == 0xFF) return;
        for (int r = 0; r < Lanes; r++)
            if ((numbers >> r & 1) == 0) new Span<float>(p + r * classes, classes).Fill(float.NaN);
    }

    /// <summary>Transposes eight rows into columns of eight; gives each row's greatest logit.</summary>
    [MethodImpl(Inline)]
    private static L Columns(float* p, int classes, float* columns)
    {
        L max = L.Broadcast(float.NegativeInfinity);
        if (classes >= 4)
        {
            for (nint c = 0; ; c += 4)
            {
                if (c > classes - 4) c = classes - 4; // overlaps what was read: the same values again
                L.LoadColumns(p + c, classes, out L x0, out L x1, out L x2, out L x3);
                float* to = columns + c * Lanes;
                L.Store(x0, to);
                L.Store(x1, to + Lanes);
                L.Store(x2, to + 2 * Lanes);
                L.Store(x3, to + 3 * Lanes);
                max = L.Max(L.Max(x0, x1), max);
                max = L.Max(L.Max(x2, x3), max);
                if (c == classes - 4) return max;
            }
        }
        if (classes == 2)
        {
            L.LoadPairs(p, out L x, out L y);
            L.Store(x, columns);
            L.Store(y, columns + Lanes);
            return L.Max(x, L.Max(y, max));
        }
        for (nint c = 0; c < classes; c++)
        {
            for (nint r = 0; r < Lanes; r++) columns[c * Lanes + r] = p[r * classes + c];
            max = L.Max(L.Load(columns + c * Lanes), max);
        }
        return max;
    }

    /// <summary>Writes the columns back as rows, each times its row's scale.</summary>
    [MethodImpl(Inline)]
    private static void Rows(float* p, int classes, float* columns, L scale)
    {
        if (classes >= 4)
        {
            for (nint c = 0; ; c += 4)
            {
                if (c > classes - 4) c = classes - 4;
                float* from = columns + c * Lanes;
                L.StoreColumns(p + c, classes, L.Multiply(L.Load(from), scale), L.Multiply(L.Load(from + Lanes), scale),
                    L.Multiply(L.Load(from + 2 * Lanes), scale), L.Multiply(L.Load(from + 3 * Lanes), scale));
                if (c == classes - 4) return;
            }
        }
        if (classes == 2)
        {
            L.StorePairs(p, L.Multiply(L.Load(columns), scale), L.Multiply(L.Load(columns + Lanes), scale));
            return;
        }
        for (nint c = 0; c < classes; c++)
        {
            L.Store(L.Multiply(L.Load(columns + c * Lanes), scale), columns + c * Lanes);
            for (nint r = 0; r < Lanes; r++) p[r * classes + c] = columns[c * Lanes + r];
        }
    }

    /// <summary>One row of more than eight logits. The last register overlaps the one before; it is read before that is overwritten.</summary>
    [MethodImpl(Inline)]
    private static void Row(float* p, int classes, float* scratch, float* logSumExp)
    {
        nint full = classes & ~(Lanes - 1), c;
        float* last = p + classes - Lanes;
        L tail = L.Load(last);

        L max0 = tail, max1 = tail;
        for (c = 0; c + 2 * Lanes <= full; c += 2 * Lanes)
        {
            max0 = L.Max(L.Load(p + c), max0);
            max1 = L.Max(L.Load(p + c + Lanes), max1);
        }
        if (c < full) max0 = L.Max(L.Load(p + c), max0);
        // NaN may hide in the register that came first; it comes out again in the sum.
        float greatest = L.Greatest(L.Max(max0, max1));
        L max = L.Broadcast(greatest);

        L sum0 = L.Zero, sum1 = L.Zero;
        for (c = 0; c + 2 * Lanes <= full; c += 2 * Lanes)
        {
            L x = LaneMath.Exp(L.Subtract(L.Load(p + c), max));
            L y = LaneMath.Exp(L.Subtract(L.Load(p + c + Lanes), max));
            L.Store(x, p + c);
            L.Store(y, p + c + Lanes);
            sum0 = L.Add(sum0, x);
            sum1 = L.Add(sum1, y);
        }
        if (c < full)
        {
            L x = LaneMath.Exp(L.Subtract(L.Load(p + c), max));
            L.Store(x, p + c);
            sum0 = L.Add(sum0, x);
        }
        if (full < classes)
        {
            tail = LaneMath.Exp(L.Subtract(tail, max));
            L.Store(tail, last);
            sum1 = L.Add(sum1, L.And(tail, LaneMath.LastLanes<L>(classes % Lanes)));
        }
        float sum = L.Sum(L.Add(sum0, sum1));

        if (float.IsNaN(sum))
        {
            new Span<float>(p, classes).Fill(float.NaN);
            if (logSumExp != null) *logSumExp = float.NaN;
            return;
        }

        L scale = L.Broadcast(1f / sum);
        tail = L.Multiply(L.Load(last), scale);
        for (c = 0; c < full; c += Lanes) L.Store(L.Multiply(L.Load(p + c), scale), p + c);
        if (full < classes) L.Store(tail, last);
        if (logSumExp == null) return;
        L.Store(LaneMath.Log(L.Broadcast(sum)), scratch);
        *logSumExp = greatest + scratch[0];
    }
}
