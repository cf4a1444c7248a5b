using System.Runtime.InteropServices;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class WidenTests
{
    private static readonly ushort[] AllBits = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];

    private static readonly sbyte[] AllBytes = [.. Enumerable.Range(-128, 256).Select(i => (sbyte)i)];

    private static float[] Float16<L>(ReadOnlySpan<ushort> bits) where L : struct, ILanes<L>
    {
        float[] target = new float[bits.Length];
        Widen.RunFloat16<L>(MemoryMarshal.Cast<ushort, Half>(bits), target);
        return target;
    }

    private static float[] BFloat16<L>(ReadOnlySpan<ushort> bits) where L : struct, ILanes<L>
    {
        float[] target = new float[bits.Length];
        Widen.RunBFloat16<L>(bits, target);
        return target;
    }

    private static float[] Int8<L>(ReadOnlySpan<sbyte> values, float scale) where L : struct, ILanes<L>
    {
        float[] target = new float[values.Length];
        Widen.RunInt8<L>(values, scale, target);
        return target;
    }

    /// <summary>By definition: sign, exponent and fraction, in float64.</summary>
    private static float Exact(ushort bits)
    {
        int exponent = bits >> 10 & 31, fraction = bits & 1023;
        double magnitude = exponent switch
        {
            0 => Math.ScaleB(fraction, -24),
            31 => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => Math.ScaleB(1024 + fraction, exponent - 25),
        };
        return (float)(bits >> 15 == 0 ? magnitude : -magnitude);
    }

    [Fact]
    public void Every_float16_becomes_its_value()
    {
        float[] expected = [.. AllBits.Select(Exact)], scalar = Float16<LanesScalar>(AllBits);
        Sample.SameBitsOrNaN(expected, scalar, "by definition");
        Sample.SameBitsOrNaN([.. AllBits.Select(b => (float)BitConverter.UInt16BitsToHalf(b))], scalar, "as .NET converts");
        Assert.Equal(1 / 16777216f, scalar[1]);
        Assert.Equal(65504f, scalar[0x7bff]);
        Sample.SameBits([-0f], [scalar[0x8000]], "negative zero");
    }

    [Fact]
    public void Every_float16_NaN_keeps_its_sign_and_payload_on_every_path()
    {
        float[] expected = [.. AllBits.Select(b => (b & 0x7fff) > 0x7c00
            ? BitConverter.Int32BitsToSingle((b & 0x8000) << 16 | 0x7f800000 | (b & 0x3ff) << 13)
            : Exact(b))];
        Sample.SameBits(expected, Float16<LanesScalar>(AllBits), "scalar");
        Sample.SameBits(expected, Float16<Lanes128>(AllBits), "vector128");
        if (Lanes256.IsSupported) Sample.SameBits(expected, Float16<Lanes256>(AllBits), "avx2");
    }

    [Fact]
    public void Every_bfloat16_is_the_upper_half_of_a_float_on_every_path()
    {
        float[] expected = [.. AllBits.Select(b => BitConverter.Int32BitsToSingle(b << 16))];
        Sample.SameBits(expected, BFloat16<LanesScalar>(AllBits), "scalar");
        Sample.SameBits(expected, BFloat16<Lanes128>(AllBits), "vector128");
        if (Lanes256.IsSupported) Sample.SameBits(expected, BFloat16<Lanes256>(AllBits), "avx2");
    }

    [Fact]
    public void Every_int8_is_multiplied_by_its_scale_on_every_path()
    {
        foreach (float scale in (float[])[1, 0.0078125f, 0.1f, -3e-5f, 1e-44f, 3e38f])
        {
            float[] expected = [.. AllBytes.Select(b => b * scale)];
            Sample.SameBits(expected, Int8<LanesScalar>(AllBytes, scale), "scalar");
            Sample.SameBits(expected, Int8<Lanes128>(AllBytes, scale), "vector128");
            if (Lanes256.IsSupported) Sample.SameBits(expected, Int8<Lanes256>(AllBytes, scale), "avx2");
        }
    }

    [Fact]
    public void Rows_of_int8_have_scales_of_their_own()
    {
        float[] target = new float[6];
        Widen.Int8([1, 2, 3, -1, -2, -128], 3, [0.5f, 10f], target);
        Assert.Equal([0.5f, 1f, 1.5f, -10f, -20f, -1280f], target);
    }

    [ProtectedMemoryFact]
    public void Every_length_is_widened_and_nothing_is_read_or_written_beyond_the_spans()
    {
        using ProtectedMemory input = new(300), output = new(300);
        ReadOnlySpan<ushort> bits = AllBits.AsSpan(12345);
        for (int count = 0; count <= 130; count++)
        {
            // The last bytes before the protected page.
            Span<ushort> shorts = MemoryMarshal.Cast<float, ushort>(input.Floats(150))[^count..];
            Span<sbyte> bytes = MemoryMarshal.Cast<float, sbyte>(input.Floats(150))[^count..];
            Span<float> target = output.Floats(count);
            bits[..count].CopyTo(shorts);
            float[] expected = [.. bits[..count].ToArray().Select(Exact)];
            Widen.RunFloat16<LanesScalar>(MemoryMarshal.Cast<ushort, Half>(shorts), target);
            Sample.SameBits(expected, target, $"scalar, {count}");
            Widen.RunFloat16<Lanes128>(MemoryMarshal.Cast<ushort, Half>(shorts), target);
            Sample.SameBits(expected, target, $"vector128, {count}");
            if (Lanes256.IsSupported) Widen.RunFloat16<Lanes256>(MemoryMarshal.Cast<ushort, Half>(shorts), target);
            Sample.SameBits(expected, target, $"avx2, {count}");
            Widen.BFloat16(shorts, target);
            Sample.SameBits([.. bits[..count].ToArray().Select(b => BitConverter.Int32BitsToSingle(b << 16))], target, $"bfloat16, {count}");

            AllBytes.AsSpan(60, count).CopyTo(bytes);
            expected = [.. AllBytes.AsSpan(60, count).ToArray().Select(b => b * 0.25f)];
            Widen.RunInt8<Lanes128>(bytes, 0.25f, target);
            Sample.SameBits(expected, target, $"int8, vector128, {count}");
            Widen.Int8(bytes, 0.25f, target);
            Sample.SameBits(expected, target, $"int8, {count}");
        }
    }

    [Fact]
    public void Widening_allocates_nothing_and_refuses_lengths_that_differ()
    {
        Half[] halves = new Half[1000];
        float[] target = new float[1000];
        Assert.Equal(0, Sample.Allocations(() => Widen.Float16(halves, target)));
        Assert.Contains("7 values", Assert.Throws<ArgumentException>(() => Widen.Float16(halves, new float[7])).Message);
        Assert.Throws<ArgumentException>(() => Widen.BFloat16(new ushort[3], new float[2]));
        Assert.Throws<ArgumentException>(() => Widen.Int8(new sbyte[3], 1, new float[2]));
        Assert.Throws<ArgumentException>(() => Widen.Int8(new sbyte[6], 3, new float[3], new float[6]));
        Assert.Throws<ArgumentException>(() => Widen.Int8(new sbyte[7], 3, new float[2], new float[7]));
    }
}
