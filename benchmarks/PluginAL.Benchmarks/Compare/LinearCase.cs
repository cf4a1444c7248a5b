using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Compare;

/// <summary>Features → linear model → softmax → measure → the best 1,000.</summary>
internal sealed class LinearCase : Case
{
    public LinearCase(UncertaintyMeasure measure, string rows, string weights, int width, int classes)
    {
        Column x = Read(rows);
        float[] w = Read(weights).Span.ToArray(), bias = new float[classes], scratch = new float[4096];
        float[] logits = new float[Scan.BlockRows(width, classes) * classes];
        var top = new TopK(Scan.Best);
        Contenders["PluginAL"] = new(
            () => Scan.Fused(measure, x.Span, width, w, bias, scratch, top),
            () => [.. top.ToArray().Select(r => (double)r.Score)]);
        Contenders["PluginAL, block by block"] = new(
            () => Scan.Linear(measure, x.Span, width, w, bias, logits, scratch, top),
            () => [.. top.ToArray().Select(r => (double)r.Score)]);
        Contenders["read limit"] = new(() => Limits.Sum(x.Span), () => []);
    }
}
