using System.Runtime.CompilerServices;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>Sums of products over rows: one chain over eight lanes, the last vector overlapping and masked; below eight values one
/// chain.</summary>
internal static unsafe class RowSums<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;

    /// <summary>Σ a · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Dot(float* a, float* b, nint width)
    {
        nint d = 0;
        if (width < Lanes)
        {
            float few = 0;
            for (; d < width; d++) few = MathF.FusedMultiplyAdd(a[d], b[d], few);
            return few;
        }
        L sum = L.Zero;
        for (; d <= width - Lanes; d += Lanes) sum = L.MultiplyAdd(L.Load(a + d), L.Load(b + d), sum);
        if (d < width)
        {
            nint last = width - Lanes;
            L mask = RowDistance<L>.TailMask(width - d);
            sum = L.MultiplyAdd(L.And(L.Load(a + last), mask), L.And(L.Load(b + last), mask), sum);
        }
        return L.Sum(sum);
    }

    /// <summary>With t = a − b: Σ t · t, Σ t · a, Σ t · b and Σ b · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Difference(float* a, float* b, nint width, out float tt, out float ta, out float tb, out float bb)
    {
        nint d = 0;
        if (width < Lanes)
        {
            tt = ta = tb = bb = 0;
            for (; d < width; d++)
            {
                float t = a[d] - b[d];
                tt = MathF.FusedMultiplyAdd(t, t, tt);
                ta = MathF.FusedMultiplyAdd(t, a[d], ta);
                tb = MathF.FusedMultiplyAdd(t, b[d], tb);
                bb = MathF.FusedMultiplyAdd(b[d], b[d], bb);
            }
            return;
        }
        L s0 = L.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (; d <= width - Lanes; d += Lanes)
        {
            L x = L.Load(a + d), y = L.Load(b + d), t = L.Subtract(x, y);
            s0 = L.MultiplyAdd(t, t, s0);
            s1 = L.MultiplyAdd(t, x, s1);
            s2 = L.MultiplyAdd(t, y, s2);
            s3 = L.MultiplyAdd(y, y, s3);
        }
        if (d < width)
        {
            nint last = width - Lanes;
            L mask = RowDistance<L>.TailMask(width - d);
            L x = L.And(L.Load(a + last), mask), y = L.And(L.Load(b + last), mask), t = L.Subtract(x, y);
            s0 = L.MultiplyAdd(t, t, s0);
            s1 = L.MultiplyAdd(t, x, s1);
            s2 = L.MultiplyAdd(t, y, s2);
            s3 = L.MultiplyAdd(y, y, s3);
        }
        tt = L.Sum(s0);
        ta = L.Sum(s1);
        tb = L.Sum(s2);
        bb = L.Sum(s3);
    }
}
