using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>From short integers, widened to 32 bits in each lane, to floats.</summary>
internal interface IWidening
{
    /// <summary>The floats that eight integers stand for.</summary>
    static abstract L Convert<L>(L integers, L scale) where L : struct, ILanes<L>;
}

/// <summary>binary16, zero-extended.</summary>
internal readonly struct WidenFloat16 : IWidening
{
    private const int SignBit = 0x8000, Magnitude = 0x7fff;

    /// <summary>The exponent of float32 less that of float16, at its place.</summary>
    private const int Rebias = (127 - 15) << 23;

    /// <summary>The greatest finite magnitude and the least normal one, moved to the places of float32 but not rebiased.</summary>
    private const int GreatestFinite = 0x7bff << 13, LeastNormal = 0x0400 << 13;

    // Compared as floats, which order the bits of positive numbers as integers do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Convert<L>(L integers, L scale) where L : struct, ILanes<L>
    {
        L bits = L.ShiftLeftBits(L.AndBits(integers, Magnitude), 13);
        L sign = L.ShiftLeftBits(L.AndBits(integers, SignBit), 16);
        L normal = L.AddBits(bits, Rebias);
        // Read as 2^-14 · 1.m, a subnormal 2^-14 · 0.m is too great by 2^-14. The difference is exact.
        L subnormal = L.Subtract(L.AddBits(normal, 1 << 23), L.Broadcast(BitConverter.Int32BitsToSingle(Rebias + (1 << 23))));
        L special = L.AddBits(normal, Rebias); // an exponent of all ones
        L value = L.Select(L.GreaterThan(L.Broadcast(BitConverter.Int32BitsToSingle(LeastNormal)), bits), subnormal, normal);
        value = L.Select(L.GreaterThan(bits, L.Broadcast(BitConverter.Int32BitsToSingle(GreatestFinite))), special, value);
        return L.Or(value, sign);
    }
}

/// <summary>bfloat16, zero-extended.</summary>
internal readonly struct WidenBFloat16 : IWidening
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Convert<L>(L integers, L scale) where L : struct, ILanes<L> => L.ShiftLeftBits(integers, 16);
}

/// <summary>int8, sign-extended.</summary>
internal readonly struct WidenInt8 : IWidening
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Convert<L>(L integers, L scale) where L : struct, ILanes<L> => L.Multiply(L.ConvertBits(integers), scale);
}

/// <summary>Widens a run of values, eight at a time. The last eight overlap the ones before, so nothing is read beyond the end.</summary>
internal static unsafe class WidenKernel<L, W, T>
    where L : struct, ILanes<L>
    where W : struct, IWidening
    where T : unmanaged
{
    private const int Lanes = 8;
    private const int BytesAhead = 2048;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(T* source, nint count, float scale, float* target)
    {
        L s = L.Broadcast(scale);
        if (count < Lanes)
        {
            T* few = stackalloc T[Lanes];
            float* widened = stackalloc float[Lanes];
            for (nint k = 0; k < Lanes; k++) few[k] = k < count ? source[k] : default;
            L.Store(W.Convert(LaneLoad.Extend<L, T>(few), s), widened);
            for (nint k = 0; k < count; k++) target[k] = widened[k];
            return;
        }
        nint full = count & ~(nint)(Lanes - 1), i = 0;
        for (; i + 4 * Lanes <= full; i += 4 * Lanes)
        {
            // Between blocks the processor forgets the stream; asking early makes up for it.
            LaneMath.Prefetch((float*)((byte*)(source + i) + BytesAhead));
            L.Store(W.Convert(LaneLoad.Extend<L, T>(source + i), s), target + i);
            L.Store(W.Convert(LaneLoad.Extend<L, T>(source + i + Lanes), s), target + i + Lanes);
            L.Store(W.Convert(LaneLoad.Extend<L, T>(source + i + 2 * Lanes), s), target + i + 2 * Lanes);
            L.Store(W.Convert(LaneLoad.Extend<L, T>(source + i + 3 * Lanes), s), target + i + 3 * Lanes);
        }
        for (; i < full; i += Lanes) L.Store(W.Convert(LaneLoad.Extend<L, T>(source + i), s), target + i);
        if (full < count) L.Store(W.Convert(LaneLoad.Extend<L, T>(source + count - Lanes), s), target + count - Lanes);
    }
}
