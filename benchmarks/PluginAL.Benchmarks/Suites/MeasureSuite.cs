using BenchmarkDotNet.Attributes;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Suites;

/// <summary>Probabilities → measure → the best 1,000, with nothing written.</summary>
public class MeasureSuite : Suite
{
    private readonly TopK _top = new(Scan.Best);
    private readonly float[] _scratch = new float[4096];
    private int[] _shape = [];
    private Column _data = null!;

    /// <summary>The shape of the probabilities.</summary>
    [Params("10000000x2", "4000000x10", "1000000x77", "100000x1000", "1000000x10")]
    public string Shape
    {
        get => string.Join('x', _shape);
        set => _shape = [.. value.Split('x').Select(int.Parse)];
    }

    /// <summary>What is computed.</summary>
    [Params(UncertaintyMeasure.LeastConfidence, UncertaintyMeasure.Margin, UncertaintyMeasure.Entropy)]
    public UncertaintyMeasure Measure { get; set; }

    internal override Work Work => new(Rows, 4.0 * Rows * Classes, 0);

    private int Rows => _shape[0];

    private int Classes => _shape[1];

    /// <summary>Makes the data.</summary>
    [GlobalSetup]
    public void Setup() => _data = Column.Distributions(Rows, Classes, 1);

    /// <summary>Frees the data.</summary>
    [GlobalCleanup]
    public void Cleanup() => _data.Dispose();

    /// <summary>The whole column once.</summary>
    [Benchmark]
    public void ScoreAndSelect() => Scan.Measure(Measure, _data.Span, Classes, _scratch, _top);
}
