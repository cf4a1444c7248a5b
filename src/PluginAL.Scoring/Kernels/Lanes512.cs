using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Two groups of eight lanes in one 512-bit register: the way in which the kernels of products, written for
/// <see cref="Lanes256"/>, use AVX-512.</summary>
/// <remarks>
/// Every lane is a chain of its own, of the same operations in the same order as in a register of eight, so the bits are the same; where
/// lanes are added up, that is done group by group. A kernel asks <see cref="Serve{L}"/> and then takes its tile of twice the width.
/// </remarks>
internal static unsafe class Lanes512
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported && Lanes256.IsSupported;

    /// <summary>Whether this process takes 512-bit registers where it would take those of <typeparamref name="L"/>.</summary>
    [MethodImpl(Inline)]
    internal static bool Serve<L>() where L : struct, ILanes<L> =>
        IsSupported && typeof(L) == typeof(Lanes256) && Kernel.Active == KernelPath.Avx512;

    /// <summary>Reads 16 rows of 4 floats, transposed: lane r of <paramref name="c0"/> is source[r · stride].</summary>
    [MethodImpl(Inline)]
    internal static void LoadColumns(
        float* source, nint stride, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3)
    {
        Vector512<float> r0 = Rows(source, stride), r1 = Rows(source + stride, stride);
        Vector512<float> r2 = Rows(source + 2 * stride, stride), r3 = Rows(source + 3 * stride, stride);
        Vector512<float> a = Avx512F.UnpackLow(r0, r1), b = Avx512F.UnpackLow(r2, r3);
        Vector512<float> c = Avx512F.UnpackHigh(r0, r1), d = Avx512F.UnpackHigh(r2, r3);
        c0 = Avx512F.Shuffle(a, b, 0x44);
        c1 = Avx512F.Shuffle(a, b, 0xEE);
        c2 = Avx512F.Shuffle(c, d, 0x44);
        c3 = Avx512F.Shuffle(c, d, 0xEE);
    }

    /// <summary>Four values of the rows 0, 4, 8 and 12.</summary>
    [MethodImpl(Inline)]
    private static Vector512<float> Rows(float* source, nint stride)
    {
        Vector512<float> v = Vector128.Load(source).ToVector256Unsafe().ToVector512Unsafe();
        v = Avx512F.InsertVector128(v, Vector128.Load(source + 4 * stride), 1);
        v = Avx512F.InsertVector128(v, Vector128.Load(source + 8 * stride), 2);
        return Avx512F.InsertVector128(v, Vector128.Load(source + 12 * stride), 3);
    }
}
