using System.Numerics.Tensors;
using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Compare;

/// <summary>A measure over probabilities. PluginAL scores and selects; TensorPrimitives only scores, like the peers.</summary>
internal sealed class MeasureCase : Case
{
    public MeasureCase(UncertaintyMeasure measure, string path, int classes)
    {
        Column p = Read(path);
        int rows = p.Length / classes;
        var top = new TopK(Scan.Best);
        float[] scratch = new float[4096], logs = new float[Math.Max(classes, 4096 / classes * classes)], scores = new float[rows];
        Contenders["PluginAL"] = new(
            () => Scan.Measure(measure, p.Span, classes, scratch, top),
            () => [.. top.ToArray().Select(r => (double)r.Score)]);
        Contenders["TensorPrimitives"] = new(
            () =>
            {
                switch (measure)
                {
                    case UncertaintyMeasure.LeastConfidence: LeastConfidence(p.Span, classes, scores); break;
                    case UncertaintyMeasure.Margin: Margin(p.Span, classes, scores); break;
                    default: Entropy(p.Span, classes, logs, scores); break;
                }
            },
            () => [.. scores.OrderDescending().Take(Scan.Best).Select(s => (double)s)]);
        Contenders["read limit"] = new(() => Limits.Sum(p.Span), () => []);
    }

    private static void LeastConfidence(ReadOnlySpan<float> p, int classes, Span<float> scores)
    {
        for (int r = 0; r < scores.Length; r++) scores[r] = 1 - TensorPrimitives.Max(p.Slice(r * classes, classes));
    }

    // There is no primitive for the two greatest: the greatest, and the greatest of what is left and right of it.
    private static void Margin(ReadOnlySpan<float> p, int classes, Span<float> scores)
    {
        for (int r = 0; r < scores.Length; r++)
        {
            ReadOnlySpan<float> row = p.Slice(r * classes, classes);
            int best = TensorPrimitives.IndexOfMax(row);
            float second = 0;
            if (best > 0) second = TensorPrimitives.Max(row[..best]);
            if (best + 1 < classes) second = Math.Max(second, TensorPrimitives.Max(row[(best + 1)..]));
            scores[r] = 1 - (row[best] - second);
        }
    }

    // The logarithms of a block at once: for short rows three times as fast as row by row.
    private static void Entropy(ReadOnlySpan<float> p, int classes, Span<float> logs, Span<float> scores)
    {
        int block = logs.Length / classes;
        for (int row = 0; row < scores.Length; row += block)
        {
            int count = Math.Min(block, scores.Length - row);
            ReadOnlySpan<float> q = p.Slice(row * classes, count * classes);
            TensorPrimitives.Log(q, logs);
            for (int r = 0; r < count; r++)
                scores[row + r] = -TensorPrimitives.Dot(q.Slice(r * classes, classes), logs.Slice(r * classes, classes));
        }
    }
}
