using PluginAL.Scoring.Clustering;

namespace PluginAL.Benchmarks.Compare;

/// <summary>Greedy k-means++; the shape is rows, width, clusters.</summary>
/// <remarks>The result is the sum of squared distances that the start leaves.</remarks>
internal sealed class KMeansStartCase : Case
{
    public KMeansStartCase(string rows, int[] shape)
    {
        Column x = Read(rows);
        RowTable table = x.Table(shape[1]);
        int width = shape[1];
        long[] start = [];
        Contenders["PluginAL"] = new(
            () =>
            {
                var random = new Random(1);
                start = KMeans.Start(table, shape[2], (_, _) => random.NextDouble());
            },
            () =>
            {
                float[] centres = [.. start.SelectMany(r => x.Span.Slice((int)r * width, width).ToArray())];
                float[] squared = new float[shape[0]];
                KMeans.Assign(x.Span, width, centres, new int[shape[0]], squared);
                return [squared.Sum(d => (double)d)];
            });
        Contenders["read limit"] = new(() => Limits.Sum(x.Span), () => []);
    }
}
