using BenchmarkDotNet.Attributes;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Suites;

/// <summary>Logits → probabilities in place, over and over on a block that stays in the cache.</summary>
public class SoftmaxSuite : Suite
{
    private const int Floats = 1 << 14;
    private const int Blocks = 1000;

    private float[] _data = [];

    /// <summary>Logits of a row.</summary>
    [Params(2, 10, 77, 1000)]
    public int Classes { get; set; }

    internal override Work Work => new((double)Blocks * (Floats / Classes), 4.0 * Blocks * (Floats / Classes) * Classes, 0);

    /// <summary>Makes the data. Probabilities are logits like others: the time does not depend on the values.</summary>
    [GlobalSetup]
    public void Setup()
    {
        using Column column = Column.Features(Floats / Classes, Classes, 3);
        _data = column.Span.ToArray();
    }

    /// <summary>A thousand blocks.</summary>
    [Benchmark]
    public void InPlace()
    {
        for (int i = 0; i < Blocks; i++) Softmax.InPlace(_data, Classes);
    }
}
