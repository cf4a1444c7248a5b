using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>One row of more than eight classes, as <see cref="Traversal{L, M, TCheck}"/> takes it by eight lanes, but with both of its
/// sets of running values in one register.</summary>
internal static unsafe class DoubleRow<M, TCheck>
    where M : struct, IMeasure
    where TCheck : struct, ICheck
{
    private const int Group = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run(float* p, int classes, float* partial, nint area)
    {
        Lanes256 a = Lanes256.Zero, b = Lanes256.Zero, s = Lanes256.Zero, least = Lanes256.Zero;
        DoubleLanes leasts = DoubleLanes.Zero;
        nint full = classes & ~(Group - 1), c = 0;
        while (c < full)
        {
            nint stop = full - c < Traversal<DoubleLanes, M, TCheck>.ChunkLength ? full : c + Traversal<DoubleLanes, M, TCheck>.ChunkLength;
            DoubleLanes a01 = DoubleLanes.Zero, b01 = DoubleLanes.Zero, s01 = DoubleLanes.Zero;
            for (; c + 2 * Group <= stop; c += 2 * Group)
            {
                LaneMath.Prefetch(p + c + Traversal<DoubleLanes, M, TCheck>.AheadMany);
                Traversal<DoubleLanes, M, TCheck>.Step(DoubleLanes.Load(p + c), ref a01, ref b01, ref s01, ref leasts);
            }
            Lanes256 a0 = a01.Lower, b0 = b01.Lower, s0 = s01.Lower;
            if (c < stop)
            {
                Traversal<Lanes256, M, TCheck>.Step(Lanes256.Load(p + c), ref a0, ref b0, ref s0, ref least);
                c += Group;
            }
            M.Combine(ref a0, ref b0, a01.Upper, b01.Upper);
            M.Combine(ref a, ref b, a0, b0);
            s = Lanes256.Add(s, Lanes256.Add(s0, s01.Upper));
        }
        if (full < classes)
        {
            Lanes256 x = Lanes256.And(Lanes256.Load(p + classes - Group), LaneMath.LastLanes<Lanes256>(classes % Group));
            Traversal<Lanes256, M, TCheck>.Step(x, ref a, ref b, ref s, ref least);
        }
        if (TCheck.On) least = Lanes256.Min(least, Lanes256.Min(leasts.Lower, leasts.Upper));
        Traversal<Lanes256, M, TCheck>.Close(a, b, s, least, partial, area);
    }
}
