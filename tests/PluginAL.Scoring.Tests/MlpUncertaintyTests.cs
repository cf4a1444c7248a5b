using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class MlpUncertaintyTests
{
    /// <summary>Layers of the given widths, the features' first and the classes' last.</summary>
    private static DenseLayer[] Layers(params int[] widths) =>
        [.. widths.Zip(widths.Skip(1), (inputs, outputs) => new DenseLayer(
            Sample.Floats(inputs * outputs, -2f / MathF.Sqrt(inputs), 2f / MathF.Sqrt(inputs), outputs), Sample.Floats(outputs, -1, 1, inputs)))];

    /// <summary>Layer after layer, softmax and measure, each over all rows, all on the scalar path.</summary>
    private static float[] Unfused(UncertaintyMeasure measure, float[] x, int width, DenseLayer[] layers)
    {
        int rows = x.Length / width;
        foreach (DenseLayer layer in layers)
        {
            float[] z = new float[rows * layer.Bias.Length];
            Linear.Run<LanesScalar>(x, rows, width, layer.Weights.Span, layer.Bias.Span, layer.Bias.Length, z);
            if (layer != layers[^1]) Relu.Run<LanesScalar>(z);
            (x, width) = (z, layer.Bias.Length);
        }
        Softmax.Run<LanesScalar>(x, rows, width, []);
        return Sample.Score<LanesScalar>(measure, x, width);
    }

    private static float[] Fused<L>(UncertaintyMeasure measure, ReadOnlySpan<float> x, int width, DenseLayer[] layers) where L : struct, ILanes<L>
    {
        float[] scores = new float[x.Length / width];
        MlpUncertainty.Run<L>(measure, x, scores.Length, width, layers, scores);
        return scores;
    }

    private static void AssertSame(UncertaintyMeasure measure, float[] x, int width, DenseLayer[] layers)
    {
        float[] expected = Unfused(measure, x, width, layers), scores = new float[x.Length / width];
        string what = $"{measure}, {scores.Length} x {width} x {string.Join('x', layers.Select(l => l.Bias.Length))}";
        Sample.SameBits(expected, Fused<LanesScalar>(measure, x, width, layers), what + ", scalar");
        Sample.SameBits(expected, Fused<Lanes128>(measure, x, width, layers), what + ", vector128");
        if (Lanes256.IsSupported) Sample.SameBits(expected, Fused<Lanes256>(measure, x, width, layers), what + ", avx2");
        MlpUncertainty.Score(measure, x, width, layers, scores);
        Sample.SameBits(expected, scores, what);
    }

    public static TheoryData<int[]> Networks =>
        [[5, 3], [7, 4, 2], [7, 1, 3], [6, 9, 10], [6, 16, 12], [9, 33, 40], [5, 8, 6, 4], [4, 50, 17, 30, 77], [20, 700, 5]];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Scores_have_the_bits_of_the_separate_steps(int[] widths)
    {
        DenseLayer[] layers = Layers(widths);
        foreach (UncertaintyMeasure measure in Sample.Measures) AssertSame(measure, Sample.Floats(53 * widths[0], -2, 2), widths[0], layers);
        AssertSame(UncertaintyMeasure.Margin, Sample.Floats(301 * widths[0], -2, 2), widths[0], layers);
    }

    [Fact]
    public void Scores_have_the_bits_of_the_separate_steps_for_every_number_of_rows_and_in_blocks()
    {
        DenseLayer[] layers = Layers(6, 11, 4);
        for (int rows = 0; rows <= 60; rows++) AssertSame(UncertaintyMeasure.Entropy, Sample.Floats(rows * 6, -2, 2), 6, layers);
        float[] x = Sample.Floats(500 * 6, -2, 2), whole = Fused<LanesScalar>(UncertaintyMeasure.Gini, x, 6, layers), parts = new float[500];
        for (int row = 0, n = 1; row < 500; row += n, n = Math.Min(n + 3, 500 - row))
            MlpUncertainty.Score(UncertaintyMeasure.Gini, x.AsSpan(row * 6, n * 6), 6, layers, parts.AsSpan(row, n));
        Sample.SameBits(whole, parts, "blocks");
    }

    [Fact]
    public void Scores_agree_with_float64()
    {
        int[] widths = [12, 20, 15, 6];
        DenseLayer[] layers = Layers(widths);
        const int Rows = 40;
        float[] x = Sample.Floats(Rows * widths[0], -1, 1);
        float[] entropy = Fused<LanesScalar>(UncertaintyMeasure.Entropy, x, widths[0], layers), margin = Fused<LanesScalar>(UncertaintyMeasure.Margin, x, widths[0], layers);
        for (int i = 0; i < Rows; i++)
        {
            double[] h = [.. x.Skip(i * widths[0]).Take(widths[0]).Select(v => (double)v)];
            foreach (DenseLayer layer in layers)
            {
                int outputs = layer.Bias.Length;
                double[] from = h;
                h = [.. Enumerable.Range(0, outputs).Select(o => layer.Bias.Span[o] + Enumerable.Range(0, from.Length).Sum(d => from[d] * layer.Weights.Span[d * outputs + o]))];
                if (layer != layers[^1]) h = [.. h.Select(v => Math.Max(0, v))];
            }
            double sum = h.Sum(Math.Exp);
            double[] p = [.. h.Select(z => Math.Exp(z) / sum).OrderDescending()];
            Assert.Equal(-p.Sum(v => v * Math.Log(v)), entropy[i], 3e-6);
            Assert.Equal(1 - (p[0] - p[1]), margin[i], 3e-6);
        }
    }

    [Fact]
    public void Values_that_are_not_finite_give_the_bits_of_the_separate_steps_and_NaN_scores_NaN()
    {
        float[] values = [0f, -0f, 3e38f, -3e38f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        Random random = new(5);
        float[] x = Sample.Floats(400 * 3, -1, 1);
        for (int i = 0; i < x.Length; i++) if (random.Next(4) == 0) x[i] = values[random.Next(values.Length)];
        foreach (int[] widths in (int[][])[[3, 9, 4], [3, 20, 14], [3, 10, 40]])
        {
            DenseLayer[] layers = Layers(widths);
            foreach (UncertaintyMeasure measure in Sample.Measures) AssertSame(measure, x, 3, layers);
            float[] scores = Fused<LanesScalar>(UncertaintyMeasure.Margin, x, 3, layers);
            for (int i = 0; i < scores.Length; i++) if (x.AsSpan(i * 3, 3).Contains(float.NaN)) Assert.True(float.IsNaN(scores[i]));
        }
    }

    [Fact]
    public void A_rectifier_keeps_what_is_above_zero_and_NaN()
    {
        for (int n = 0; n <= 40; n++)
        {
            float[] x = Sample.Floats(n, -1, 1), wide = [.. x], plain = [.. x];
            Relu.InPlace(wide);
            Relu.Run<LanesScalar>(plain);
            Sample.SameBits(plain, wide, $"{n} values");
            Assert.Equal(x.Select(v => Math.Max(v, 0)), wide);
        }
        float[] special = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, float.NaN, 1, 2, 3, -4, float.NaN, float.NegativeInfinity, 5, 6, 7, 8, 9, float.NaN];
        Relu.InPlace(special);
        Assert.Equal([float.NaN, 0, float.PositiveInfinity, -0f, float.NaN, 1, 2, 3, 0, float.NaN, 0, 5, 6, 7, 8, 9, float.NaN], special);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] x = Sample.Floats(100 * 6, -1, 1), scores = new float[100];
        foreach (int[] widths in (int[][])[[6, 9, 4], [6, 20, 14]])
        {
            DenseLayer[] layers = Layers(widths);
            Assert.Equal(0, Sample.Allocations(() => MlpUncertainty.Score(UncertaintyMeasure.Entropy, x, 6, layers, scores)));
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        float[] x = new float[12], scores = new float[2];
        Assert.Throws<ArgumentException>(() => MlpUncertainty.Score(UncertaintyMeasure.Margin, x, 6, [], scores));
        Assert.Throws<ArgumentException>(() => MlpUncertainty.Score(UncertaintyMeasure.Margin, x, 6, Layers(5, 3), scores));
        Assert.Throws<ArgumentException>(() => MlpUncertainty.Score(UncertaintyMeasure.Margin, x, 5, Layers(5, 3), scores));
        Assert.Throws<ArgumentException>(() => MlpUncertainty.Score(UncertaintyMeasure.Margin, x, 6, Layers(6, 3), new float[3]));
        string message = Assert.Throws<ArgumentException>(() => MlpUncertainty.Score(UncertaintyMeasure.Margin, x, 6, [.. Layers(6, 3), .. Layers(4, 2)], scores)).Message;
        Assert.Contains("Layer 1 has 8 weights, expected 3 inputs times 2 outputs", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => MlpUncertainty.Score((UncertaintyMeasure)99, x, 6, Layers(6, 3), scores));
    }
}
