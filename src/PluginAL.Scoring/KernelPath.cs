namespace PluginAL.Scoring;

/// <summary>The way in which the kernels compute. All ways give the same bits; they differ in speed.</summary>
public enum KernelPath
{
    /// <summary>Plain float arithmetic, eight lanes one after the other. Runs everywhere. Name: <c>scalar</c>.</summary>
    Scalar,

    /// <summary>Two 128-bit registers: NEON on Arm64, SSE on x64. Name: <c>vector128</c>.</summary>
    Vector128,

    /// <summary>One 256-bit register; needs AVX2 and FMA. Name: <c>avx2</c>.</summary>
    Avx2,
}
