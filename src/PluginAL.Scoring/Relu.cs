using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>The rectifier of hidden layers: max(0, x).</summary>
/// <remarks>NaN stays NaN, +∞ stays, −∞ becomes 0 and −0 stays. The same bits on every <see cref="KernelPath"/>. Nothing is allocated.</remarks>
public static class Relu
{
    /// <summary>Replaces each value by itself where it is above zero, by zero elsewhere.</summary>
    /// <param name="values">The values; overwritten.</param>
    public static void InPlace(Span<float> values)
    {
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: Run<Lanes256>(values); break;
            case KernelPath.Vector128: Run<Lanes128>(values); break;
            default: Run<LanesScalar>(values); break;
        }
    }

    internal static unsafe void Run<L>(Span<float> values) where L : struct, ILanes<L>
    {
        fixed (float* x = values) ReluKernel<L>.Run(x, values.Length);
    }
}
