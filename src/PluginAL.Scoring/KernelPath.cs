namespace PluginAL.Scoring;

/// <summary>The way in which the kernels compute, narrow to wide. All ways give the same bits; they differ in speed.</summary>
public enum KernelPath
{
    /// <summary>Plain float arithmetic, eight lanes one after the other. Runs everywhere. Name: <c>scalar</c>.</summary>
    Scalar,

    /// <summary>Two 128-bit registers: NEON on Arm64, SSE on x64. Name: <c>vector128</c>.</summary>
    Vector128,

    /// <summary>One 256-bit register; needs AVX2 and FMA. Name: <c>avx2</c>.</summary>
    Avx2,

    /// <summary>Like <see cref="Avx2"/>, but measures, top-k, products, distances to centres and linear models fill a 512-bit register with
    /// two groups of eight lanes; needs AVX-512 F and DQ as well. With AVX-VNNI, neighbour searches rule rows out by products of eight-bit numbers before
    /// they compare the others in float64. Name: <c>avx512</c>.</summary>
    Avx512,
}
