using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>The longest loop of <see cref="RowKernel{L, TMap}"/> over a row, with both of its sums in one register. The same bits.</summary>
internal static unsafe class DoubleRowMap<L, TMap>
    where L : struct, ILanes<L>
    where TMap : struct, IRowMap
{
    /// <summary>Maps values in place as long as there are sixteen more; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint Run(float* p, nint full, float greatest, out L sum0, out L sum1)
    {
        DoubleLanes max = DoubleLanes.Broadcast(greatest), sums = DoubleLanes.Zero;
        nint c = 0;
        for (; c + DoubleLanes.Count <= full; c += DoubleLanes.Count)
        {
            DoubleLanes x = TMap.Map(DoubleLanes.Load(p + c), max);
            DoubleLanes.Store(x, p + c);
            sums = DoubleLanes.Add(sums, x);
        }
        sum0 = Unsafe.BitCast<Lanes256, L>(sums.Lower);
        sum1 = Unsafe.BitCast<Lanes256, L>(sums.Upper);
        return c;
    }
}
