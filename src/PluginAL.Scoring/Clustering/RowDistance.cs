using System.Runtime.CompilerServices;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>Squared Euclidean distance of two rows: Σ (x − c)², differences first, so nothing cancels.</summary>
/// <remarks>
/// From eight values on: two chains of fused multiply-adds over eight lanes, the vectors taken in turn, the last one overlapping with its
/// known lanes masked off; then <see cref="ILanes{TSelf}.Sum"/> of their sum. Fewer values: one chain. The same bits on every path.
/// The relative error is at most (width / 16 + 8) · 2⁻²³ where nothing under- or overflows.
/// </remarks>
internal static unsafe class RowDistance<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;

    private static ReadOnlySpan<int> TailMasks => [0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Squared(float* x, float* c, nint width)
    {
        if (width < Lanes) return Narrow(x, c, width);
        L a = L.Zero, b = L.Zero;
        nint d = 0;
        for (; d <= width - 2 * Lanes; d += 2 * Lanes)
        {
            L s = L.Subtract(L.Load(x + d), L.Load(c + d)), t = L.Subtract(L.Load(x + d + Lanes), L.Load(c + d + Lanes));
            a = L.MultiplyAdd(s, s, a);
            b = L.MultiplyAdd(t, t, b);
        }
        if (d <= width - Lanes)
        {
            L s = L.Subtract(L.Load(x + d), L.Load(c + d));
            a = L.MultiplyAdd(s, s, a);
            d += Lanes;
        }
        if (d < width)
        {
            nint last = width - Lanes;
            L t = L.And(L.Subtract(L.Load(x + last), L.Load(c + last)), TailMask(width - d));
            b = L.MultiplyAdd(t, t, b);
        }
        return L.Sum(L.Add(a, b));
    }

    /// <summary>All bits set in the last <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L TailMask(nint count)
    {
        fixed (int* masks = TailMasks) return L.Load((float*)masks + count);
    }

    private static float Narrow(float* x, float* c, nint width)
    {
        float sum = 0;
        for (nint d = 0; d < width; d++)
        {
            float t = x[d] - c[d];
            sum = MathF.FusedMultiplyAdd(t, t, sum);
        }
        return sum;
    }
}
