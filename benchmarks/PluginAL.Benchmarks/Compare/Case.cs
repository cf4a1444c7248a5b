using System.Text.Json.Nodes;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Compare;

/// <summary>One piece of work on one set of data, with all who do it here.</summary>
internal abstract class Case : IDisposable
{
    private readonly List<Column> _columns = [];

    /// <summary>By name. "read limit" and "FMA limit" are no contenders but what the machine allows, timed in the same run.</summary>
    public Dictionary<string, Contender> Contenders { get; } = [];

    /// <summary>Opens what the script asks for; null where there is nothing to run here.</summary>
    public static Case? Open(JsonNode request)
    {
        var files = request["files"]!.AsObject().ToDictionary(f => f.Key, f => f.Value!.GetValue<string>());
        int[] shape = [.. request["shape"]!.AsArray().Select(n => n!.GetValue<int>())];
        string name = request["case"]!.GetValue<string>();
        Case? found = name switch
        {
            "least-confidence" => new MeasureCase(UncertaintyMeasure.LeastConfidence, files["p"], shape[1]),
            "margin" => new MeasureCase(UncertaintyMeasure.Margin, files["p"], shape[1]),
            "entropy" => new MeasureCase(UncertaintyMeasure.Entropy, files["p"], shape[1]),
            "top-k" => new SelectionCase(files["scores"]),
            "linear-margin" => new LinearCase(UncertaintyMeasure.Margin, files["x"], files["w"], shape[1], shape[2]),
            "linear-entropy" => new LinearCase(UncertaintyMeasure.Entropy, files["x"], files["w"], shape[1], shape[2]),
            "knn-l2" => new NeighbourCase(DistanceMetric.SquaredEuclidean, files["x"], files["q"], shape),
            "knn-dot" => new NeighbourCase(DistanceMetric.Dot, files["x"], files["q"], shape),
            "k-center" or "k-center-clustered" => new KCenterCase(files["x"], shape),
            "k-means" => new KMeansCase(files["x"], shape),
            "k-means-start" => new KMeansStartCase(files["x"], shape),
            _ => null,
        };
        found?.Contenders.Add("FMA limit", new(() => Limits.MultiplyAdds(), () => [Limits.MultiplyAddFlops]));
        return found;
    }

    public void Dispose()
    {
        foreach (Column column in _columns) column.Dispose();
    }

    protected Column Read(string path)
    {
        Column column = Column.Read(path);
        _columns.Add(column);
        return column;
    }

    /// <summary>One who does the work.</summary>
    /// <param name="Run">Does it once; this is what is timed.</param>
    /// <param name="Result">What the last run found.</param>
    internal sealed record Contender(Action Run, Func<double[]> Result);
}
