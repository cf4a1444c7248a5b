using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Logits of rows in CSR form: lane = class, up to 32 classes in registers while a row's entries pass.</summary>
/// <remarks>Each logit is a chain of fused multiply-adds from the bias on, entries in the order given: with ascending indices the same
/// bits as the dense kernels, as long as the weights are finite.</remarks>
internal static unsafe class SparseKernel<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(
        ReadOnlySpan<long> offsets, int* indices, float* values, float* weights, uint width, float* bias, nint classes, float* logits,
        int firstRow = 0)
    {
        long start = offsets[0];
        for (int i = 0; i + 1 < offsets.Length; i++)
        {
            nint from = (nint)(offsets[i] - start), count = (nint)(offsets[i + 1] - offsets[i]);
            int* index = indices + from;
            for (nint k = 0; k < count; k++)
                if ((uint)index[k] >= width) ThrowIndex(index[k], width, firstRow + i, offsets[i] + k);
            float* value = values + from, z = logits + i * classes;
            if (classes < Lanes)
            {
                Narrow(index, value, count, weights, width, bias, classes, z);
                continue;
            }
            nint c = 0;
            for (; c + 4 * Lanes <= classes; c += 4 * Lanes) Four(index, value, count, weights + c, bias + c, classes, z + c);
            for (; c + 2 * Lanes <= classes; c += 2 * Lanes) Two(index, value, count, weights + c, bias + c, classes, z + c, Lanes);
            nint left = classes - c; // 0 to 15; the last register overlaps the one before
            if (left > Lanes) Two(index, value, count, weights + c, bias + c, classes, z + c, left - Lanes);
            else if (left > 0) One(index, value, count, weights + classes - Lanes, bias + classes - Lanes, classes, z + classes - Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(int* index, float* value, nint count, float* weights, float* bias, nint classes, float* z)
    {
        L a = L.Load(bias), b = L.Load(bias + Lanes), c = L.Load(bias + 2 * Lanes), d = L.Load(bias + 3 * Lanes);
        for (nint k = 0; k < count; k++)
        {
            float* w = weights + index[k] * classes;
            L x = L.Broadcast(value[k]);
            a = L.MultiplyAdd(x, L.Load(w), a);
            b = L.MultiplyAdd(x, L.Load(w + Lanes), b);
            c = L.MultiplyAdd(x, L.Load(w + 2 * Lanes), c);
            d = L.MultiplyAdd(x, L.Load(w + 3 * Lanes), d);
        }
        L.Store(a, z);
        L.Store(b, z + Lanes);
        L.Store(c, z + 2 * Lanes);
        L.Store(d, z + 3 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(int* index, float* value, nint count, float* weights, float* bias, nint classes, float* z, nint gap)
    {
        L a = L.Load(bias), b = L.Load(bias + gap);
        for (nint k = 0; k < count; k++)
        {
            float* w = weights + index[k] * classes;
            L x = L.Broadcast(value[k]);
            a = L.MultiplyAdd(x, L.Load(w), a);
            b = L.MultiplyAdd(x, L.Load(w + gap), b);
        }
        L.Store(a, z);
        L.Store(b, z + gap);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(int* index, float* value, nint count, float* weights, float* bias, nint classes, float* z)
    {
        L a = L.Load(bias);
        for (nint k = 0; k < count; k++) a = L.MultiplyAdd(L.Broadcast(value[k]), L.Load(weights + index[k] * classes), a);
        L.Store(a, z);
    }

    /// <summary>Fewer than eight classes: whole registers are read where the weights go on, the last few entries are copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow(int* index, float* value, nint count, float* weights, uint width, float* bias, nint classes, float* z)
    {
        Eight scratch = default;
        float* s = (float*)&scratch;
        for (nint c = 0; c < classes; c++) s[c] = bias[c];
        L a = L.Load(s);
        nint lastWhole = (nint)width * classes - Lanes;
        for (nint k = 0; k < count; k++)
        {
            nint at = index[k] * classes;
            if (at <= lastWhole)
            {
                a = L.MultiplyAdd(L.Broadcast(value[k]), L.Load(weights + at), a);
                continue;
            }
            for (nint c = 0; c < classes; c++) s[c] = weights[at + c];
            a = L.MultiplyAdd(L.Broadcast(value[k]), L.Load(s), a);
        }
        L.Store(a, s);
        for (nint c = 0; c < classes; c++) z[c] = s[c];
    }

    [DoesNotReturn]
    private static void ThrowIndex(int index, uint width, int row, long entry) =>
        throw new ArgumentException(
            $"Entry {entry} (row {row} of the block) has index {index}, expected 0 to {(long)width - 1}.", "indices");

    [InlineArray(Lanes)]
    private struct Eight
    {
        private float _lane0;
    }
}
