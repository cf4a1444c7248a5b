using BenchmarkDotNet.Attributes;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Suites;

/// <summary>Features → hidden layers with rectifiers → softmax → entropy → the best 1,000, with nothing written.</summary>
public class MlpSuite : Suite
{
    private readonly TopK _top = new(Scan.Best);
    private readonly float[] _scratch = new float[4096];
    private int[] _shape = [];
    private Column _data = null!;
    private DenseLayer[] _layers = [];
    private float[][] _outputs = [];

    /// <summary>The shape: rows x features x hidden units x ... x classes.</summary>
    [Params("500000x64x100x10", "100000x384x256x128x77", "20000x64x100x10")]
    public string Shape
    {
        get => string.Join('x', _shape);
        set => _shape = [.. value.Split('x').Select(int.Parse)];
    }

    internal override Work Work => new(Rows, 4.0 * Rows * Width, 2.0 * Rows * _shape.Skip(1).Zip(_shape.Skip(2), (i, o) => (double)i * o).Sum());

    private int Rows => _shape[0];

    private int Width => _shape[1];

    /// <summary>Makes the data and a network.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _data = Column.Features(Rows, Width, 4);
        _layers = [.. _shape.Skip(1).Zip(_shape.Skip(2), Layer)];
        _outputs = [.. _layers.Select(layer => new float[Math.Min(Rows, 4096) * layer.Bias.Length])];
    }

    /// <summary>Frees the data.</summary>
    [GlobalCleanup]
    public void Cleanup() => _data.Dispose();

    /// <summary>Layers, softmax and entropy one after another over blocks that stay in the second-level cache.</summary>
    [Benchmark]
    public void Blocked() => Apart(Scan.BlockRows(Width, _shape.Skip(2).Sum()));

    /// <summary>The same over blocks of 4,096 rows, as a caller would who knows nothing of caches.</summary>
    [Benchmark]
    public void Apart() => Apart(4096);

    /// <summary>The fused path.</summary>
    [Benchmark]
    public void Fused()
    {
        _top.Clear();
        for (int row = 0; row < Rows; row += _scratch.Length)
        {
            int n = Math.Min(_scratch.Length, Rows - row);
            Span<float> scores = _scratch.AsSpan(0, n);
            MlpUncertainty.Score(UncertaintyMeasure.Entropy, _data.Span.Slice(row * Width, n * Width), Width, _layers, scores);
            _top.Add(scores, row);
        }
    }

    private static DenseLayer Layer(int inputs, int outputs)
    {
        using Column weights = Column.Features(inputs, outputs, inputs + outputs);
        float[] w = weights.Span.ToArray();
        for (int i = 0; i < w.Length; i++) w[i] /= MathF.Sqrt(inputs);
        return new(w, new float[outputs]);
    }

    private void Apart(int block)
    {
        _top.Clear();
        for (int row = 0; row < Rows; row += block)
        {
            int n = Math.Min(block, Rows - row), inputs = Width;
            ReadOnlySpan<float> from = _data.Span.Slice(row * Width, n * Width);
            for (int i = 0; i < _layers.Length; i++)
            {
                int outputs = _layers[i].Bias.Length;
                Span<float> to = _outputs[i].AsSpan(0, n * outputs);
                Linear.Logits(from, inputs, _layers[i].Weights.Span, _layers[i].Bias.Span, outputs, to);
                if (i < _layers.Length - 1) Relu.InPlace(to);
                from = to;
                inputs = outputs;
            }
            Span<float> probabilities = _outputs[^1].AsSpan(0, n * inputs), scores = _scratch.AsSpan(0, n);
            Softmax.InPlace(probabilities, inputs);
            Uncertainty.Score(UncertaintyMeasure.Entropy, probabilities, inputs, scores);
            _top.Add(scores, row);
        }
    }
}
