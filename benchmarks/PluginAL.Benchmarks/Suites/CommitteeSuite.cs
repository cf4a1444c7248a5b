using BenchmarkDotNet.Attributes;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Suites;

/// <summary>Features → committee of linear models → softmax → BALD → the best 1,000, with nothing written.</summary>
public class CommitteeSuite : Suite
{
    private readonly TopK _top = new(Scan.Best);
    private readonly float[] _scratch = new float[4096];
    private int[] _shape = [];
    private Column _data = null!;
    private float[] _weights = [], _bias = [], _members = [];

    /// <summary>The shape: rows x features x members x classes.</summary>
    [Params("1000000x64x5x10", "200000x384x5x77", "20000x64x5x10")]
    public string Shape
    {
        get => string.Join('x', _shape);
        set => _shape = [.. value.Split('x').Select(int.Parse)];
    }

    internal override Work Work => new(Rows, 4.0 * Rows * Width, 2.0 * Rows * Width * Outputs);

    private int Rows => _shape[0];

    private int Width => _shape[1];

    private int Members => _shape[2];

    private int Classes => _shape[3];

    private int Outputs => Members * Classes;

    /// <summary>Makes the data and a committee.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _data = Column.Features(Rows, Width, 4);
        using Column weights = Column.Features(Width, Outputs, 5);
        _weights = weights.Span.ToArray();
        _bias = new float[Outputs];
        _members = new float[Math.Min(Rows, 4096) * Outputs];
    }

    /// <summary>Frees the data.</summary>
    [GlobalCleanup]
    public void Cleanup() => _data.Dispose();

    /// <summary>Logits, softmax and BALD one after another over blocks that stay in the second-level cache.</summary>
    [Benchmark]
    public void Blocked() => Apart(Scan.BlockRows(Width, Outputs));

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
            LinearCommittee.Score(CommitteeMeasure.MutualInformation, Block(row, n), Width, _weights, _bias, Members, Classes, scores);
            _top.Add(scores, row);
        }
    }

    private void Apart(int block)
    {
        _top.Clear();
        for (int row = 0; row < Rows; row += block)
        {
            int n = Math.Min(block, Rows - row);
            Span<float> members = _members.AsSpan(0, n * Outputs), scores = _scratch.AsSpan(0, n);
            Linear.Logits(Block(row, n), Width, _weights, _bias, Outputs, members);
            Softmax.InPlace(members, Classes);
            Committee.Score(CommitteeMeasure.MutualInformation, members, Members, Classes, scores);
            _top.Add(scores, row);
        }
    }

    private ReadOnlySpan<float> Block(int row, int count) => _data.Span.Slice(row * Width, count * Width);
}
