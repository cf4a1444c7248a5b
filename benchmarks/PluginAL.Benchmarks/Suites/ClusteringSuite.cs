using BenchmarkDotNet.Attributes;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Benchmarks.Suites;

/// <summary>k-center, the greedy start of k-means, and Lloyd.</summary>
/// <remarks>The limits are those of the algorithms without pruning: more than 100 % is possible.</remarks>
public class ClusteringSuite : Suite
{
    private int[] _shape = [];
    private Column _data = null!;
    private RowTable _table = null!;
    private float[] _start = [];

    /// <summary>The shape: rows x width x centres.</summary>
    [Params("200000x64x200", "500000x64x100", "20000x64x50")]
    public string Shape
    {
        get => string.Join('x', _shape);
        set => _shape = [.. value.Split('x').Select(int.Parse)];
    }

    /// <summary>How many points the rows lie around; 0 for no clusters.</summary>
    [Params(0, 100)]
    public int Clusters { get; set; }

    internal override Work Work => new((double)_shape[0] * _shape[2], 4.0 * _shape[0] * _shape[1], 2.0 * _shape[0] * _shape[1] * _shape[2]);

    /// <summary>Makes the data.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _data = Column.Features(_shape[0], _shape[1], 8, Clusters);
        _table = _data.Table(_shape[1]);
        _start = _data.Span[..(_shape[2] * _shape[1])].ToArray();
    }

    /// <summary>Frees the data.</summary>
    [GlobalCleanup]
    public void Cleanup() => _data.Dispose();

    /// <summary>Greedy k-center from row 0.</summary>
    [Benchmark]
    public KCenterResult KCenterGreedy() => KCenter.Greedy(_table, _shape[2], [0]);

    /// <summary>The greedy start of k-means; its work is that of all trials, so that "of limit" is per trial.</summary>
    [Benchmark]
    public long[] KMeansStart()
    {
        var random = new Random(1);
        return KMeans.Start(_table, _shape[2], (_, _) => random.NextDouble());
    }

    /// <summary>One iteration of Lloyd, bounds made anew.</summary>
    [Benchmark]
    public KMeansResult KMeansIteration() => KMeans.Fit(_table, _start, new KMeansOptions { MaxIterations = 1 });
}
