namespace PluginAL.Benchmarks.Compare;

/// <summary>The peak of fused multiply-adds.</summary>
internal sealed class FmaCase : Case
{
    public FmaCase() => Contenders["fma limit"] = new(() => Limits.MultiplyAdds(), () => [Limits.MultiplyAddFlops]);
}
