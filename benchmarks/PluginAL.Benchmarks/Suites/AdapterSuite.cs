using BenchmarkDotNet.Attributes;
using PluginAL.Benchmarks.Records;
using PluginAL.Encoding.Records;

namespace PluginAL.Benchmarks.Suites;

/// <summary>Records of fourteen members → features: the generated adapter beside a mapper by hand and one by reflection.</summary>
public class AdapterSuite : Suite
{
    private const int People = 2000;
    private const int Passes = 50;

    private Person[] _people = [];
    private float[] _rows = [];
    private FeatureState _state = null!;
    private HandWritten _byHand = null!;
    private Reflected _reflected = null!;

    internal override Work Work => new((double)People * Passes, (double)People * Passes * PersonFeatures.Instance.Width * sizeof(float), 0);

    /// <summary>Makes the records, and checks that the three agree.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _people = Person.Make(People);
        var fit = PersonFeatures.Instance.StartFit();
        foreach (var person in _people)
        {
            fit.Observe(person);
        }

        _state = fit.Complete();
        _byHand = new HandWritten(_state);
        _reflected = new Reflected(_state);
        var width = PersonFeatures.Instance.Width;
        _rows = new float[People * width];
        var (generated, other) = (new float[width], new float[width]);
        foreach (var person in _people)
        {
            PersonFeatures.Instance.Write(person, _state, generated);
            _byHand.Write(person, other);
            if (!generated.AsSpan().SequenceEqual(other)) throw new InvalidOperationException("The mapper by hand writes something else.");
            _reflected.Write(person, other);
            if (!generated.AsSpan().SequenceEqual(other)) throw new InvalidOperationException("The mapper by reflection writes something else.");
        }
    }

    /// <summary>By hand, record by record.</summary>
    [Benchmark(Baseline = true)]
    public void ByHand()
    {
        var width = PersonFeatures.Instance.Width;
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var i = 0; i < _people.Length; i++) _byHand.Write(_people[i], _rows.AsSpan(i * width, width));
        }
    }

    /// <summary>The generated adapter, record by record.</summary>
    [Benchmark]
    public void Generated()
    {
        var width = PersonFeatures.Instance.Width;
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var i = 0; i < _people.Length; i++) PersonFeatures.Instance.Write(in _people[i], _state, _rows.AsSpan(i * width, width));
        }
    }

    /// <summary>The generated adapter, all records in one call.</summary>
    [Benchmark]
    public void GeneratedBatch()
    {
        for (var pass = 0; pass < Passes; pass++) PersonFeatures.Instance.Write(_people, _state, _rows);
    }

    /// <summary>By reflection, record by record.</summary>
    [Benchmark]
    public void ByReflection()
    {
        var width = PersonFeatures.Instance.Width;
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var i = 0; i < _people.Length; i++) _reflected.Write(_people[i], _rows.AsSpan(i * width, width));
        }
    }
}
