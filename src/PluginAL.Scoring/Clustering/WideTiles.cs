using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>The tiles of <see cref="CentrePanels{L}"/> and <see cref="KMeansStart{L}"/> for AVX2: the same bits as their portable
/// twins.</summary>
/// <remarks>
/// The twins, compiled for <see cref="Lanes256"/>, copy a register after every multiply-add, because the compiler overwrites the squared
/// difference instead of the sum when the sum is a field of a struct. With plain vectors it does not: a third faster.
/// </remarks>
internal static unsafe class WideTiles
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The squared distances of six rows to the sixteen centres of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SixBySixteen(float** rows, float* panel, nint width, float* tile)
    {
        float* x0 = rows[0], x1 = rows[1], x2 = rows[2], x3 = rows[3], x4 = rows[4], x5 = rows[5];
        Vector256<float> a0 = default, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
        for (nint d = 0; d < width; d++)
        {
            Vector256<float> u = Vector256.Load(panel), v = Vector256.Load(panel + 8);
            Vector256<float> p = Avx.BroadcastScalarToVector256(x0 + d), s = p - u;
            a0 = Fma.MultiplyAdd(s, s, a0);
            s = p - v;
            b0 = Fma.MultiplyAdd(s, s, b0);
            p = Avx.BroadcastScalarToVector256(x1 + d);
            s = p - u;
            a1 = Fma.MultiplyAdd(s, s, a1);
            s = p - v;
            b1 = Fma.MultiplyAdd(s, s, b1);
            p = Avx.BroadcastScalarToVector256(x2 + d);
            s = p - u;
            a2 = Fma.MultiplyAdd(s, s, a2);
            s = p - v;
            b2 = Fma.MultiplyAdd(s, s, b2);
            p = Avx.BroadcastScalarToVector256(x3 + d);
            s = p - u;
            a3 = Fma.MultiplyAdd(s, s, a3);
            s = p - v;
            b3 = Fma.MultiplyAdd(s, s, b3);
            p = Avx.BroadcastScalarToVector256(x4 + d);
            s = p - u;
            a4 = Fma.MultiplyAdd(s, s, a4);
            s = p - v;
            b4 = Fma.MultiplyAdd(s, s, b4);
            p = Avx.BroadcastScalarToVector256(x5 + d);
            s = p - u;
            a5 = Fma.MultiplyAdd(s, s, a5);
            s = p - v;
            b5 = Fma.MultiplyAdd(s, s, b5);
            panel += 16;
        }
        a0.Store(tile);
        b0.Store(tile + 8);
        a1.Store(tile + 16);
        b1.Store(tile + 24);
        a2.Store(tile + 32);
        b2.Store(tile + 40);
        a3.Store(tile + 48);
        b3.Store(tile + 56);
        a4.Store(tile + 64);
        b4.Store(tile + 72);
        a5.Store(tile + 80);
        b5.Store(tile + 88);
    }

    /// <summary>The squared distances of eight consecutive rows, one a lane, to eight centres; the width is a multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void EightByEight(float* x, float* centres, nint width, float* tile)
    {
        Vector256<float> a0 = default, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        float* upper = x + 4 * width;
        for (nint d = 0; d < width; d += 4)
        {
            Vector256<float> r0 = Rows(x + d, upper + d), r1 = Rows(x + width + d, upper + width + d);
            Vector256<float> r2 = Rows(x + 2 * width + d, upper + 2 * width + d), r3 = Rows(x + 3 * width + d, upper + 3 * width + d);
            Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackLow(r2, r3);
            r2 = Avx.UnpackHigh(r2, r3);
            r0 = Avx.UnpackHigh(r0, r1);
            Vector256<float> v = Avx.Shuffle(a, b, 0x44), s = v - Avx.BroadcastScalarToVector256(centres);
            a0 = Fma.MultiplyAdd(s, s, a0);
            s = v - Avx.BroadcastScalarToVector256(centres + 1);
            a1 = Fma.MultiplyAdd(s, s, a1);
            s = v - Avx.BroadcastScalarToVector256(centres + 2);
            a2 = Fma.MultiplyAdd(s, s, a2);
            s = v - Avx.BroadcastScalarToVector256(centres + 3);
            a3 = Fma.MultiplyAdd(s, s, a3);
            s = v - Avx.BroadcastScalarToVector256(centres + 4);
            a4 = Fma.MultiplyAdd(s, s, a4);
            s = v - Avx.BroadcastScalarToVector256(centres + 5);
            a5 = Fma.MultiplyAdd(s, s, a5);
            s = v - Avx.BroadcastScalarToVector256(centres + 6);
            a6 = Fma.MultiplyAdd(s, s, a6);
            s = v - Avx.BroadcastScalarToVector256(centres + 7);
            a7 = Fma.MultiplyAdd(s, s, a7);
            v = Avx.Shuffle(a, b, 0xEE);
            s = v - Avx.BroadcastScalarToVector256(centres + 8);
            a0 = Fma.MultiplyAdd(s, s, a0);
            s = v - Avx.BroadcastScalarToVector256(centres + 9);
            a1 = Fma.MultiplyAdd(s, s, a1);
            s = v - Avx.BroadcastScalarToVector256(centres + 10);
            a2 = Fma.MultiplyAdd(s, s, a2);
            s = v - Avx.BroadcastScalarToVector256(centres + 11);
            a3 = Fma.MultiplyAdd(s, s, a3);
            s = v - Avx.BroadcastScalarToVector256(centres + 12);
            a4 = Fma.MultiplyAdd(s, s, a4);
            s = v - Avx.BroadcastScalarToVector256(centres + 13);
            a5 = Fma.MultiplyAdd(s, s, a5);
            s = v - Avx.BroadcastScalarToVector256(centres + 14);
            a6 = Fma.MultiplyAdd(s, s, a6);
            s = v - Avx.BroadcastScalarToVector256(centres + 15);
            a7 = Fma.MultiplyAdd(s, s, a7);
            v = Avx.Shuffle(r0, r2, 0x44);
            s = v - Avx.BroadcastScalarToVector256(centres + 16);
            a0 = Fma.MultiplyAdd(s, s, a0);
            s = v - Avx.BroadcastScalarToVector256(centres + 17);
            a1 = Fma.MultiplyAdd(s, s, a1);
            s = v - Avx.BroadcastScalarToVector256(centres + 18);
            a2 = Fma.MultiplyAdd(s, s, a2);
            s = v - Avx.BroadcastScalarToVector256(centres + 19);
            a3 = Fma.MultiplyAdd(s, s, a3);
            s = v - Avx.BroadcastScalarToVector256(centres + 20);
            a4 = Fma.MultiplyAdd(s, s, a4);
            s = v - Avx.BroadcastScalarToVector256(centres + 21);
            a5 = Fma.MultiplyAdd(s, s, a5);
            s = v - Avx.BroadcastScalarToVector256(centres + 22);
            a6 = Fma.MultiplyAdd(s, s, a6);
            s = v - Avx.BroadcastScalarToVector256(centres + 23);
            a7 = Fma.MultiplyAdd(s, s, a7);
            v = Avx.Shuffle(r0, r2, 0xEE);
            s = v - Avx.BroadcastScalarToVector256(centres + 24);
            a0 = Fma.MultiplyAdd(s, s, a0);
            s = v - Avx.BroadcastScalarToVector256(centres + 25);
            a1 = Fma.MultiplyAdd(s, s, a1);
            s = v - Avx.BroadcastScalarToVector256(centres + 26);
            a2 = Fma.MultiplyAdd(s, s, a2);
            s = v - Avx.BroadcastScalarToVector256(centres + 27);
            a3 = Fma.MultiplyAdd(s, s, a3);
            s = v - Avx.BroadcastScalarToVector256(centres + 28);
            a4 = Fma.MultiplyAdd(s, s, a4);
            s = v - Avx.BroadcastScalarToVector256(centres + 29);
            a5 = Fma.MultiplyAdd(s, s, a5);
            s = v - Avx.BroadcastScalarToVector256(centres + 30);
            a6 = Fma.MultiplyAdd(s, s, a6);
            s = v - Avx.BroadcastScalarToVector256(centres + 31);
            a7 = Fma.MultiplyAdd(s, s, a7);
            centres += 32;
        }
        a0.Store(tile);
        a1.Store(tile + 8);
        a2.Store(tile + 16);
        a3.Store(tile + 24);
        a4.Store(tile + 32);
        a5.Store(tile + 40);
        a6.Store(tile + 48);
        a7.Store(tile + 56);
    }

    [MethodImpl(Inline)]
    private static Vector256<float> Rows(float* lower, float* upper) =>
        Avx.InsertVector128(Vector128.Load(lower).ToVector256Unsafe(), Vector128.Load(upper), 1);
}
