using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring;

/// <summary>Widens short numbers to float32, in registers: embeddings kept in half or a quarter of the memory.</summary>
/// <remarks>
/// Widening float16 and bfloat16 is exact for every value: zeros keep their sign, subnormals become normal, infinities stay, and a NaN stays
/// a NaN of the same sign and leading payload bits. int8 times a scale is one rounded product. The same bits on every <see cref="KernelPath"/>.
/// Source and target must not overlap. Nothing is allocated. Hand over blocks of a few thousand values, and the
/// result is still in the cache when it is used.
/// </remarks>
public static class Widen
{
    /// <summary>IEEE 754 binary16 to float32.</summary>
    /// <param name="source">Values; NumPy's <c>&lt;f2</c>.</param>
    /// <param name="target">As many floats.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Float16(ReadOnlySpan<Half> source, Span<float> target)
    {
        Shape.Length(target.Length, source.Length, nameof(target));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: RunFloat16<Lanes256>(source, target); break;
            case KernelPath.Vector128: RunFloat16<Lanes128>(source, target); break;
            default: RunFloat16<LanesScalar>(source, target); break;
        }
    }

    /// <summary>bfloat16, the upper half of a float32, to float32.</summary>
    /// <param name="source">The bits of the values; kept as NumPy's <c>&lt;u2</c>.</param>
    /// <param name="target">As many floats.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void BFloat16(ReadOnlySpan<ushort> source, Span<float> target)
    {
        Shape.Length(target.Length, source.Length, nameof(target));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: RunBFloat16<Lanes256>(source, target); break;
            case KernelPath.Vector128: RunBFloat16<Lanes128>(source, target); break;
            default: RunBFloat16<LanesScalar>(source, target); break;
        }
    }

    /// <summary>int8 times one scale.</summary>
    /// <param name="source">Values, −128 to 127; NumPy's <c>|i1</c>.</param>
    /// <param name="scale">What one unit stands for.</param>
    /// <param name="target">As many floats: value · scale.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Int8(ReadOnlySpan<sbyte> source, float scale, Span<float> target)
    {
        Shape.Length(target.Length, source.Length, nameof(target));
        switch (Kernel.Active)
        {
            case >= KernelPath.Avx2: RunInt8<Lanes256>(source, scale, target); break;
            case KernelPath.Vector128: RunInt8<Lanes128>(source, scale, target); break;
            default: RunInt8<LanesScalar>(source, scale, target); break;
        }
    }

    /// <summary>Rows of int8, each times a scale of its own.</summary>
    /// <param name="source">(N, <paramref name="width"/>) row-major, −128 to 127.</param>
    /// <param name="width">Values in a row, at least 1.</param>
    /// <param name="scales">N scales: what one unit of each row stands for.</param>
    /// <param name="target">(N, <paramref name="width"/>) row-major: value · scale of its row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Int8(ReadOnlySpan<sbyte> source, int width, ReadOnlySpan<float> scales, Span<float> target)
    {
        int rows = Shape.Rows(source.Length, width, nameof(source));
        Shape.Length(scales.Length, rows, nameof(scales));
        Shape.Length(target.Length, source.Length, nameof(target));
        for (int i = 0; i < rows; i++) Int8(source.Slice(i * width, width), scales[i], target.Slice(i * width, width));
    }

    internal static unsafe void RunFloat16<L>(ReadOnlySpan<Half> source, Span<float> target) where L : struct, ILanes<L>
    {
        fixed (Half* s = source)
        fixed (float* t = target) WidenKernel<L, WidenFloat16, ushort>.Run((ushort*)s, source.Length, 0, t);
    }

    internal static unsafe void RunBFloat16<L>(ReadOnlySpan<ushort> source, Span<float> target) where L : struct, ILanes<L>
    {
        fixed (ushort* s = source)
        fixed (float* t = target) WidenKernel<L, WidenBFloat16, ushort>.Run(s, source.Length, 0, t);
    }

    internal static unsafe void RunInt8<L>(ReadOnlySpan<sbyte> source, float scale, Span<float> target) where L : struct, ILanes<L>
    {
        fixed (sbyte* s = source)
        fixed (float* t = target) WidenKernel<L, WidenInt8, sbyte>.Run(s, source.Length, scale, t);
    }
}
