using System.Buffers;
using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Linear model, softmax and measure in one pass over the rows: what is between them stays in the cache.</summary>
/// <remarks>The bits are those of the three steps one after another.</remarks>
internal static unsafe class FusedKernel<L, M>
    where L : struct, ILanes<L>
    where M : struct, IMeasure
{
    private const int Lanes = 8;

    /// <summary>Logits that are kept at a time, 128 KiB.</summary>
    private const int ScratchFloats = 32 * 1024;

    internal static void Dense(float* rows, nint count, nint width, float* weights, float* bias, int classes, float* scores)
    {
        if (count == 0) return;
        if (classes <= FewClasses.Most && count >= Lanes)
        {
            FewClasses.Run<L, ColumnScore<L, M>>(rows, count, width, weights, bias, classes, scores);
            return;
        }
        nint block = Math.Min(Rows(classes), ManyClassesKernel<L>.BlockRows(width));
        float[] scratch = ArrayPool<float>.Shared.Rent(checked((int)Math.Min(count, block) * classes));
        fixed (float* logits = scratch)
        {
            for (nint i = 0; i < count; i += block)
            {
                nint n = Math.Min(block, count - i);
                DenseKernel<L>.Run(rows + i * width, n, width, weights, bias, classes, logits);
                Measure(logits, n, classes, scores + i);
            }
        }
        ArrayPool<float>.Shared.Return(scratch);
    }

    internal static void Sparse(
        ReadOnlySpan<long> offsets, int* indices, float* values, float* weights, uint width, float* bias, int classes, float* scores)
    {
        int count = offsets.Length - 1, block = (int)Rows(classes);
        float[] scratch = ArrayPool<float>.Shared.Rent(checked(Math.Min(count, block) * classes));
        fixed (float* logits = scratch)
        {
            for (int i = 0; i < count; i += block)
            {
                int n = Math.Min(block, count - i);
                nint skip = (nint)(offsets[i] - offsets[0]);
                SparseKernel<L>.Run(offsets.Slice(i, n + 1), indices + skip, values + skip, weights, width, bias, classes, logits, i);
                Measure(logits, n, classes, scores + i);
            }
        }
        ArrayPool<float>.Shared.Return(scratch);
    }

    private static nint Rows(int classes) => Math.Clamp(ScratchFloats / classes, 48, 960) / 48 * 48;

    private static void Measure(float* logits, nint count, int classes, float* scores)
    {
        if (classes <= RowKernel<L, ExpMap>.FewClasses && classes > 3)
        {
            Few(logits, count, classes, scores);
            return;
        }
        RowKernel<L, ExpMap>.Run(logits, count, classes, null);
        Traversal<L, M, Unchecked>.Run(logits, count, classes, scores, 0);
    }

    /// <summary>Eight rows at a time, transposed. Rows that are missing in the last group repeat the last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Few(float* logits, nint count, nint classes, float* scores)
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
