namespace PluginAL.Benchmarks.Suites;

/// <summary>Benchmarks that say how much work one call is, so that the columns can speak of rows, bytes and operations.</summary>
public abstract class Suite
{
    /// <summary>The work of one call with the present parameters.</summary>
    internal abstract Work Work { get; }
}
