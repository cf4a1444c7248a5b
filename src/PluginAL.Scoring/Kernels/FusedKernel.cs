using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Linear model, softmax and measure in one pass over the rows: what is between them stays in the cache.</summary>
/// <remarks>The bits are those of the three steps one after another.</remarks>
internal static unsafe class FusedKernel<L, M>
    where L : struct, ILanes<L>
    where M : struct, IMeasure
{
    internal static void Dense(float* rows, nint count, nint width, float* weights, float* bias, int classes, float* scores)
    {
        if (classes <= FewClasses.Most && count >= 8)
            FewClasses.Run<L, ColumnScore<L, M>>(rows, count, width, weights, bias, classes, scores);
        else
            LogitBlocks<L, SoftmaxMeasure<M>>.Dense(rows, count, width, weights, bias, 1, classes, scores);
    }

    internal static void Sparse(
        ReadOnlySpan<long> offsets, int* indices, float* values, float* weights, uint width, float* bias, int classes, float* scores) =>
        LogitBlocks<L, SoftmaxMeasure<M>>.Sparse(offsets, indices, values, weights, width, bias, 1, classes, scores);
}

/// <summary>Softmax and a measure of a single model's logits.</summary>
internal readonly unsafe struct SoftmaxMeasure<M> : ILogitScore where M : struct, IMeasure
{
    private const int Lanes = 8;

    public static void Run<L>(float* logits, nint rows, int members, int classes, float* scores) where L : struct, ILanes<L>
    {
        if (classes <= RowKernel<L, ExpMap>.FewClasses && classes > 3)
        {
            Few<L>(logits, rows, classes, scores);
            return;
        }
        RowKernel<L, ExpMap>.Run(logits, rows, classes, null);
        if (Lanes512.Serve<L>()) Traversal<DoubleLanes, M, Unchecked>.Run(logits, rows, classes, scores, 0);
        else Traversal<L, M, Unchecked>.Run(logits, rows, classes, scores, 0);
    }

    /// <summary>Eight rows at a time, transposed. Rows that are missing in the last group repeat the last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Few<L>(float* logits, nint count, nint classes, float* scores) where L : struct, ILanes<L>
    {
        float* columns = stackalloc float[Lanes * RowKernel<L, ExpMap>.FewClasses];
        float* rest = stackalloc float[Lanes * RowKernel<L, ExpMap>.FewClasses], result = stackalloc float[Lanes];
        for (nint i = 0; i < count; i += Lanes)
        {
            float* from = logits + i * classes, to = scores + i;
            nint n = Math.Min(Lanes, count - i);
            if (n < Lanes)
            {
                for (nint r = 0; r < Lanes; r++)
                    for (nint c = 0; c < classes; c++) rest[r * classes + c] = from[Math.Min(r, n - 1) * classes + c];
                from = rest;
                to = result;
            }
            for (nint c = 0; ; c += 4)
            {
                if (c > classes - 4) c = classes - 4;
                L.LoadColumns(from + c, classes, out L x0, out L x1, out L x2, out L x3);
                float* column = columns + c * Lanes;
                L.Store(x0, column);
                L.Store(x1, column + Lanes);
                L.Store(x2, column + 2 * Lanes);
                L.Store(x3, column + 3 * Lanes);
                if (c == classes - 4) break;
            }
            ColumnScore<L, M>.Take(columns, 0, classes, to, 0, 0);
            if (n < Lanes) new Span<float>(result, (int)n).CopyTo(new Span<float>(scores + i, (int)n));
        }
    }
}
