using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Two groups of eight lanes in one 512-bit register: the way in which the kernels of products, written for
/// <see cref="Lanes256"/>, use AVX-512.</summary>
/// <remarks>
/// Every lane is a chain of its own, of the same operations in the same order as in a register of eight, so the bits are the same; where
/// lanes are added up, that is done group by group. A kernel asks <see cref="Serve{L}"/> and then takes its tile of twice the width.
/// </remarks>
internal static class Lanes512
{
    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported && Lanes256.IsSupported;

    /// <summary>Whether this process takes 512-bit registers where it would take those of <typeparamref name="L"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Serve<L>() where L : struct, ILanes<L> =>
        IsSupported && typeof(L) == typeof(Lanes256) && Kernel.Active == KernelPath.Avx512;
}
