using PluginAL.Scoring;

namespace PluginAL.Benchmarks;

/// <summary>What a host does with a column: score a block that stays in the cache, feed it to the selection, go on.</summary>
internal static class Scan
{
    public const int Best = 1000;

    /// <summary>Scores probabilities into <paramref name="top"/>.</summary>
    public static void Measure(UncertaintyMeasure measure, ReadOnlySpan<float> probabilities, int classes, Span<float> scratch, TopK top)
    {
        top.Clear();
        int rows = probabilities.Length / classes, block = Uncertainty.RowsPerBlock(classes);
        for (int row = 0; row < rows; row += block)
        {
            int count = Math.Min(block, rows - row);
            Span<float> scores = scratch[..count];
            Uncertainty.Score(measure, probabilities.Slice(row * classes, count * classes), classes, scores);
            top.Add(scores, row);
        }
    }

    /// <summary>Linear model, softmax and measure one after another over blocks that stay in the second-level cache.</summary>
    public static void Linear(
        UncertaintyMeasure measure, ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias,
        Span<float> logits, Span<float> scratch, TopK top)
    {
        top.Clear();
        int classes = bias.Length, count = rows.Length / width, block = BlockRows(width, classes);
        for (int row = 0; row < count; row += block)
        {
            int n = Math.Min(block, count - row);
            Span<float> z = logits[..(n * classes)], scores = scratch[..n];
            Scoring.Linear.Logits(rows.Slice(row * width, n * width), width, weights, bias, classes, z);
            Softmax.InPlace(z, classes);
            Uncertainty.Score(measure, z, classes, scores);
            top.Add(scores, row);
        }
    }

    /// <summary>The fused path over blocks whose scores stay in the first-level cache.</summary>
    public static void Fused(
        UncertaintyMeasure measure, ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias,
        Span<float> scratch, TopK top)
    {
        top.Clear();
        int count = rows.Length / width;
        for (int row = 0; row < count; row += scratch.Length)
        {
            int n = Math.Min(scratch.Length, count - row);
            LinearUncertainty.Score(measure, rows.Slice(row * width, n * width), width, weights, bias, bias.Length, scratch[..n]);
            top.Add(scratch[..n], row);
        }
    }

    /// <summary>Rows of a block whose features and logits take about half of a second-level cache of 512 KiB.</summary>
    public static int BlockRows(int width, int classes) => Math.Clamp(64 * 1024 / (width + classes) & ~7, 8, 4096);
}
