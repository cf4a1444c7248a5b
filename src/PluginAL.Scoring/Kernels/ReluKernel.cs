using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>max(0, x) in place.</summary>
internal static unsafe class ReluKernel<L> where L : struct, ILanes<L>
{
    private const int Lanes = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(float* values, nint count)
    {
        nint i = 0;
        for (; i + 2 * Lanes <= count; i += 2 * Lanes)
        {
            L a = L.Max(L.Zero, L.Load(values + i)), b = L.Max(L.Zero, L.Load(values + i + Lanes));
            L.Store(a, values + i);
            L.Store(b, values + i + Lanes);
        }
        for (; i < count; i++)
            if (values[i] < 0) values[i] = 0;
    }
}
