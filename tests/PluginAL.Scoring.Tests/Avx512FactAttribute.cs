using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

/// <summary>A test of what only runs with AVX-512; skipped, and named as such, elsewhere.</summary>
public sealed class Avx512FactAttribute : FactAttribute
{
    /// <param name="withBytes">Whether the active path must also multiply eight-bit numbers.</param>
    public Avx512FactAttribute(bool withBytes = false)
    {
        if (!Lanes512.IsSupported) Skip = "This machine has no AVX-512, or the runtime was told not to use it.";
        else if (withBytes && !ByteTile.IsSupported) Skip = "This machine has no AVX-VNNI, or this process takes another path than avx512.";
    }
}
