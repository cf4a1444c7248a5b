using BenchmarkDotNet.Attributes;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Suites;

/// <summary>The exact 10 nearest rows of 1,000 queries. A row here is a row of the database.</summary>
public class NeighbourSuite : Suite
{
    private const int Queries = 1000;
    private const int K = 10;

    private int[] _shape = [];
    private Column _data = null!, _queries = null!;
    private long[] _found = [];
    private float[] _distances = [];

    /// <summary>The shape: rows x width.</summary>
    [Params("200000x384", "500000x128", "20000x128")]
    public string Shape
    {
        get => string.Join('x', _shape);
        set => _shape = [.. value.Split('x').Select(int.Parse)];
    }

    internal override Work Work => new(_shape[0], 4.0 * _shape[0] * _shape[1], 2.0 * _shape[0] * _shape[1] * Queries);

    /// <summary>Makes the data.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _data = Column.Features(_shape[0], _shape[1], 6, 200);
        _queries = Column.Features(Queries, _shape[1], 6, 200);
        _found = new long[Queries * K];
        _distances = new float[Queries * K];
    }

    /// <summary>Frees the data.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _data.Dispose();
        _queries.Dispose();
    }

    /// <summary>By squared Euclidean distance.</summary>
    [Benchmark]
    public void SquaredEuclidean() => Search(DistanceMetric.SquaredEuclidean);

    /// <summary>By dot product.</summary>
    [Benchmark]
    public void Dot() => Search(DistanceMetric.Dot);

    private void Search(DistanceMetric metric) =>
        ExactNeighbours.Search(_queries.Span, _data.Span, _shape[1], metric, K, _found, _distances);
}
