using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Compare;

/// <summary>Exact nearest neighbours; the shape is rows, width, queries, k.</summary>
internal sealed class NeighbourCase : Case
{
    public NeighbourCase(DistanceMetric metric, string rows, string queries, int[] shape)
    {
        Column x = Read(rows), q = Read(queries);
        long[] found = new long[shape[2] * shape[3]];
        float[] distances = new float[found.Length];
        Contenders["PluginAL"] = new(
            () => ExactNeighbours.Search(q.Span, x.Span, shape[1], metric, shape[3], found, distances),
            () => [.. found.Select(i => (double)i)]);
        Contenders["read limit"] = new(() => Limits.Sum(x.Span), () => []);
    }
}
