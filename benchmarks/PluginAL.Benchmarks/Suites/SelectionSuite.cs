using BenchmarkDotNet.Attributes;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Suites;

/// <summary>The best 1,000 of scores.</summary>
public class SelectionSuite : Suite
{
    private readonly TopK _top = new(Scan.Best);
    private Column _data = null!;

    /// <summary>How many scores there are.</summary>
    [Params(100_000_000, 10_000_000)]
    public int Rows { get; set; }

    internal override Work Work => new(Rows, 4.0 * Rows, 0);

    /// <summary>Makes the data.</summary>
    [GlobalSetup]
    public void Setup() => _data = Column.Uniform(Rows, 2);

    /// <summary>Frees the data.</summary>
    [GlobalCleanup]
    public void Cleanup() => _data.Dispose();

    /// <summary>All scores once.</summary>
    [Benchmark]
    public void Select()
    {
        _top.Clear();
        _top.Add(_data.Span, 0);
    }
}
