using BenchmarkDotNet.Attributes;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Suites;

/// <summary>Features → linear model → softmax → measure → the best 1,000, with nothing written.</summary>
public class LinearSuite : Suite
{
    private readonly TopK _top = new(Scan.Best);
    private int[] _shape = [];
    private Column _data = null!;
    private float[] _weights = [], _bias = [], _logits = [], _scratch = [];

    /// <summary>The shape: rows x features x classes.</summary>
    [Params("2000000x64x10", "500000x384x77", "20000x64x10")]
    public string Shape
    {
        get => string.Join('x', _shape);
        set => _shape = [.. value.Split('x').Select(int.Parse)];
    }

    internal override Work Work => new(Rows, 4.0 * Rows * Width, 2.0 * Rows * Width * Classes);

    private int Rows => _shape[0];

    private int Width => _shape[1];

    private int Classes => _shape[2];

    /// <summary>Makes the data and a model.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _data = Column.Features(Rows, Width, 4);
        using Column weights = Column.Features(Width, Classes, 5);
        _weights = weights.Span.ToArray();
        _bias = new float[Classes];
        int block = Scan.BlockRows(Width, Classes);
        _logits = new float[block * Classes];
        _scratch = new float[4096];
    }

    /// <summary>Frees the data.</summary>
    [GlobalCleanup]
    public void Cleanup() => _data.Dispose();

    /// <summary>The product alone, block by block.</summary>
    [Benchmark]
    public void Logits()
    {
        int block = Scan.BlockRows(Width, Classes);
        for (int row = 0; row < Rows; row += block)
        {
            int count = Math.Min(block, Rows - row);
            Span<float> logits = _logits.AsSpan(0, count * Classes);
            Linear.Logits(_data.Span.Slice(row * Width, count * Width), Width, _weights, _bias, Classes, logits);
        }
    }

    /// <summary>Logits, softmax and margin one after another over blocks.</summary>
    [Benchmark]
    public void BlockedMargin() => Scan.Linear(UncertaintyMeasure.Margin, _data.Span, Width, _weights, _bias, _logits, _scratch, _top);

    /// <summary>Logits, softmax and entropy one after another over blocks.</summary>
    [Benchmark]
    public void BlockedEntropy() => Scan.Linear(UncertaintyMeasure.Entropy, _data.Span, Width, _weights, _bias, _logits, _scratch, _top);

    /// <summary>The fused path to the margin.</summary>
    [Benchmark]
    public void FusedMargin() => Scan.Fused(UncertaintyMeasure.Margin, _data.Span, Width, _weights, _bias, _scratch, _top);

    /// <summary>The fused path to the entropy.</summary>
    [Benchmark]
    public void FusedEntropy() => Scan.Fused(UncertaintyMeasure.Entropy, _data.Span, Width, _weights, _bias, _scratch, _top);
}
