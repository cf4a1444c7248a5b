using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PluginAL.Scoring.Kernels;

/// <summary>The square root, which rounds correctly everywhere and so has the same bits on every path.</summary>
internal static unsafe class LaneRoot
{
    /// <summary>√x in each lane; NaN below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Sqrt<L>(L x, float* scratch) where L : struct, ILanes<L>
    {
        L.Store(x, scratch);
        if (typeof(L) == typeof(Lanes256))
        {
            Vector256.Sqrt(Vector256.Load(scratch)).Store(scratch);
        }
        else if (typeof(L) == typeof(Lanes128))
        {
            Vector128.Sqrt(Vector128.Load(scratch)).Store(scratch);
            Vector128.Sqrt(Vector128.Load(scratch + 4)).Store(scratch + 4);
        }
        else
        {
            for (nint i = 0; i < 8; i++) scratch[i] = MathF.Sqrt(scratch[i]);
        }
        return L.Load(scratch);
    }
}
