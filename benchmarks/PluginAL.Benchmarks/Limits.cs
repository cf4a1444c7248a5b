using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks;

/// <summary>What the machine can do at most on one thread, measured in this process; multiply and add with registers as wide as the
/// kernels take.</summary>
/// <param name="Read">Bytes a second, read from memory in ascending order and added up.</param>
/// <param name="Flops">Floating-point operations a second, multiply and add counted as two.</param>
internal sealed record Limits(double Read, double Flops)
{
    /// <summary>Fused multiply-adds of one call of <see cref="MultiplyAdds"/>, times two.</summary>
    public const double MultiplyAddFlops = 2.0 * 8 * 12 * Steps;

    private const int Steps = 4_000_000;

    /// <summary>The width of the registers of <see cref="MultiplyAdds"/>: those of the active kernel path.</summary>
    public static int Bits { get; } = Kernel.Active == KernelPath.Avx512 ? 512 : Fma.IsSupported ? 256 : 128;

    private static Limits? _here;

    /// <summary>The limits of this machine, measured at the first use by the least CPU time of many tries: what other programs
    /// take of the processor is not in it.</summary>
    public static Limits Here => _here ??= Measure();

    private static Limits Measure()
    {
        using var buffer = new Column(64L << 20); // 256 MiB: beyond any cache
        buffer.Span.Fill(1);
        double read = double.MaxValue, fma = double.MaxValue;
        for (int i = 0; i < 40; i++)
        {
            read = Math.Min(read, Clock.Time(() => Sum(buffer.Span)).Cpu);
            fma = Math.Min(fma, Clock.Time(() => MultiplyAdds()).Cpu);
        }
        return new(buffer.Length * 4.0 / read, MultiplyAddFlops / fma);
    }

    /// <summary>Reads everything once, with eight sums so that additions do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum(ReadOnlySpan<float> values)
    {
        Vector256<float> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        ref float p = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(values);
        for (nuint i = 0; i + 64 <= (nuint)values.Length; i += 64)
        {
            a += Vector256.LoadUnsafe(ref p, i);
            b += Vector256.LoadUnsafe(ref p, i + 8);
            c += Vector256.LoadUnsafe(ref p, i + 16);
            d += Vector256.LoadUnsafe(ref p, i + 24);
            e += Vector256.LoadUnsafe(ref p, i + 32);
            f += Vector256.LoadUnsafe(ref p, i + 40);
            g += Vector256.LoadUnsafe(ref p, i + 48);
            h += Vector256.LoadUnsafe(ref p, i + 56);
        }
        return Vector256.Sum(a + b + (c + d) + (e + f + (g + h)));
    }

    /// <summary>Twelve independent chains of fused multiply-adds in registers of <see cref="Bits"/>; its result only keeps them from being left
    /// out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float MultiplyAdds() =>
        Bits == 512 ? MultiplyAdds512() : Fma.IsSupported ? MultiplyAdds256() : AdvSimd.IsSupported ? MultiplyAddsArm() : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdds512()
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(0.001f);
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < Steps / 2; n++)
        {
            a = Avx512F.FusedMultiplyAdd(a, x, y);
            b = Avx512F.FusedMultiplyAdd(b, x, y);
            c = Avx512F.FusedMultiplyAdd(c, x, y);
            d = Avx512F.FusedMultiplyAdd(d, x, y);
            e = Avx512F.FusedMultiplyAdd(e, x, y);
            f = Avx512F.FusedMultiplyAdd(f, x, y);
            g = Avx512F.FusedMultiplyAdd(g, x, y);
            h = Avx512F.FusedMultiplyAdd(h, x, y);
            i = Avx512F.FusedMultiplyAdd(i, x, y);
            j = Avx512F.FusedMultiplyAdd(j, x, y);
            k = Avx512F.FusedMultiplyAdd(k, x, y);
            l = Avx512F.FusedMultiplyAdd(l, x, y);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdds256()
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(0.001f);
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < Steps; n++)
        {
            a = Fma.MultiplyAdd(a, x, y);
            b = Fma.MultiplyAdd(b, x, y);
            c = Fma.MultiplyAdd(c, x, y);
            d = Fma.MultiplyAdd(d, x, y);
            e = Fma.MultiplyAdd(e, x, y);
            f = Fma.MultiplyAdd(f, x, y);
            g = Fma.MultiplyAdd(g, x, y);
            h = Fma.MultiplyAdd(h, x, y);
            i = Fma.MultiplyAdd(i, x, y);
            j = Fma.MultiplyAdd(j, x, y);
            k = Fma.MultiplyAdd(k, x, y);
            l = Fma.MultiplyAdd(l, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAddsArm()
    {
        Vector128<float> x = Vector128.Create(0.999f), y = Vector128.Create(0.001f);
        Vector128<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < 2 * Steps; n++)
        {
            a = AdvSimd.FusedMultiplyAdd(y, a, x);
            b = AdvSimd.FusedMultiplyAdd(y, b, x);
            c = AdvSimd.FusedMultiplyAdd(y, c, x);
            d = AdvSimd.FusedMultiplyAdd(y, d, x);
            e = AdvSimd.FusedMultiplyAdd(y, e, x);
            f = AdvSimd.FusedMultiplyAdd(y, f, x);
            g = AdvSimd.FusedMultiplyAdd(y, g, x);
            h = AdvSimd.FusedMultiplyAdd(y, h, x);
            i = AdvSimd.FusedMultiplyAdd(y, i, x);
            j = AdvSimd.FusedMultiplyAdd(y, j, x);
            k = AdvSimd.FusedMultiplyAdd(y, k, x);
            l = AdvSimd.FusedMultiplyAdd(y, l, x);
        }
        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
