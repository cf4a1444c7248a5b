using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

/// <summary>A test of what only runs with AVX-512; skipped, and named as such, elsewhere.</summary>
public sealed class Avx512FactAttribute : FactAttribute
{
    public Avx512FactAttribute()
    {
        if (!Lanes512.IsSupported) Skip = "This machine has no AVX-512, or the runtime was told not to use it.";
    }
}
