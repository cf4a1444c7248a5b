namespace PluginAL.Benchmarks.Suites;

/// <summary>The least that a call must do.</summary>
/// <param name="Rows">Rows gone through.</param>
/// <param name="Bytes">Bytes of the data, each counted once.</param>
/// <param name="Flops">Operations of the products and distances; 0 where memory alone is the limit.</param>
internal readonly record struct Work(double Rows, double Bytes, double Flops)
{
    /// <summary>The shortest time that the machine allows, in seconds.</summary>
    public double Limit(Limits limits) => Math.Max(Bytes / limits.Read, Flops / limits.Flops);
}
