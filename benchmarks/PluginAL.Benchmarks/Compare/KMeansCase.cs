using PluginAL.Scoring.Clustering;

namespace PluginAL.Benchmarks.Compare;

/// <summary>Lloyd's iteration from evenly spaced rows; the shape is rows, width, clusters, iterations.</summary>
internal sealed class KMeansCase : Case
{
    public KMeansCase(string rows, int[] shape)
    {
        Column x = Read(rows);
        RowTable table = x.Table(shape[1]);
        int width = shape[1], clusters = shape[2], step = shape[0] / clusters;
        float[] start = new float[clusters * width];
        for (int c = 0; c < clusters; c++) x.Span.Slice(c * step * width, width).CopyTo(start.AsSpan(c * width));
        var options = new KMeansOptions { MaxIterations = shape[3] };
        KMeansResult? result = null;
        Contenders["PluginAL"] = new(() => result = KMeans.Fit(table, start, options), () => [result!.Inertia, result.Iterations]);
        Contenders["read limit"] = new(() => Limits.Sum(x.Span), () => []);
    }
}
