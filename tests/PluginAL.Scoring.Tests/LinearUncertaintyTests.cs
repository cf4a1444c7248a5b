using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class LinearUncertaintyTests
{
    private static float[] Fused<L>(UncertaintyMeasure measure, ReadOnlySpan<float> x, int width, float[] w, float[] b, int classes)
        where L : struct, ILanes<L>
    {
        float[] scores = new float[x.Length / width];
        LinearUncertainty.Run<L>(measure, x, scores.Length, width, w, b, classes, scores);
        return scores;
    }

    /// <summary>Logits, softmax and measure one after another, all on the scalar path.</summary>
    private static float[] Unfused(UncertaintyMeasure measure, ReadOnlySpan<float> x, int width, float[] w, float[] b, int classes)
    {
        int rows = x.Length / width;
        float[] p = new float[rows * classes];
        Linear.Run<LanesScalar>(x, rows, width, w, b, classes, p);
        Softmax.Run<LanesScalar>(p, rows, classes, []);
        return Sample.Score<LanesScalar>(measure, p, classes);
    }

    private static void AssertSame(UncertaintyMeasure measure, float[] x, int width, float[] w, float[] b, int classes)
    {
        float[] expected = Unfused(measure, x, width, w, b, classes);
        string what = $"{measure}, {x.Length / width} x {width} x {classes}";
        Sample.SameBits(expected, Fused<LanesScalar>(measure, x, width, w, b, classes), what + ", scalar");
        Sample.SameBits(expected, Fused<Lanes128>(measure, x, width, w, b, classes), what + ", vector128");
        if (Lanes256.IsSupported) Sample.SameBits(expected, Fused<Lanes256>(measure, x, width, w, b, classes), what + ", avx2");
        float[] scores = new float[x.Length / width];
        LinearUncertainty.Score(measure, x, width, w, b, classes, scores);
        Sample.SameBits(expected, scores, what);
    }

    [Fact]
    public void Scores_have_the_bits_of_the_separate_steps_for_every_number_of_classes()
    {
        foreach (int classes in Enumerable.Range(1, 41).Append(77).Append(200))
            foreach (UncertaintyMeasure measure in Sample.Measures)
                AssertSame(measure, Sample.Floats(21 * 7, -3, 3), 7, Sample.Floats(7 * classes, -2, 2, 2), Sample.Floats(classes, -1, 1, 3), classes);
    }

    [Fact]
    public void Scores_have_the_bits_of_the_separate_steps_for_every_number_of_rows_and_many_widths()
    {
        foreach (int classes in (int[])[1, 2, 3, 10, 12, 40])
        {
            for (int rows = 0; rows <= 60; rows++)
            {
                int width = 1 + rows % 9;
                AssertSame(Sample.Measures[rows % Sample.Measures.Length], Sample.Floats(rows * width, -2, 2), width,
                    Sample.Floats(width * classes, -2, 2, 2), Sample.Floats(classes, -1, 1, 3), classes);
            }
            AssertSame(UncertaintyMeasure.Entropy, Sample.Floats(1100 * 3, -2, 2), 3, Sample.Floats(3 * classes, -2, 2, 2), new float[classes], classes);
            AssertSame(UncertaintyMeasure.Margin, Sample.Floats(50 * 300, -2, 2), 300, Sample.Floats(300 * classes, -2, 2, 2), new float[classes], classes);
        }
    }

    [Fact]
    public void Logits_far_apart_equal_and_not_finite_give_the_bits_of_the_separate_steps()
    {
        float[] values = [0f, -0f, 1f, -1f, 90f, -90f, 3e38f, -3e38f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-40f];
        Random random = new(5);
        foreach (int classes in (int[])[1, 2, 3, 4, 5, 7, 10, 11, 12, 15, 32, 33, 40])
        {
            float[] x = new float[400 * 2], w = new float[2 * classes], b = new float[classes];
            for (int i = 0; i < x.Length; i++) x[i] = random.Next(3) == 0 ? values[random.Next(values.Length)] : random.NextSingle();
            for (int i = 0; i < w.Length; i++) w[i] = random.Next(3) == 0 ? values[random.Next(6)] : random.NextSingle();
            foreach (UncertaintyMeasure measure in Sample.Measures) AssertSame(measure, x, 2, w, b, classes);
        }
    }

    [Fact]
    public void Sparse_rows_score_as_dense_ones()
    {
        Random random = new(6);
        foreach (int classes in (int[])[1, 2, 3, 4, 10, 12, 31, 33, 77])
        {
            const int Rows = 1003, Width = 30;
            float[] x = new float[Rows * Width], w = Sample.Floats(Width * classes, -2, 2), b = Sample.Floats(classes, -1, 1, 2);
            List<int> indices = [];
            List<float> values = [];
            List<long> offsets = [77];
            for (int i = 0; i < Rows; i++)
            {
                for (int d = 0; d < Width; d++)
                {
                    if (random.Next(5) != 0) continue;
                    indices.Add(d);
                    values.Add(x[i * Width + d] = random.NextSingle() * 4 - 2);
                }
                offsets.Add(77 + indices.Count);
            }
            foreach (UncertaintyMeasure measure in (UncertaintyMeasure[])[UncertaintyMeasure.Margin, UncertaintyMeasure.Entropy])
            {
                float[] expected = Unfused(measure, x, Width, w, b, classes), scores = new float[Rows];
                LinearUncertainty.ScoreSparse(measure, [.. offsets], [.. indices], [.. values], w, b, classes, scores);
                Sample.SameBits(expected, scores, $"{measure}, C={classes}");
                LinearUncertainty.RunSparse<LanesScalar>(measure, [.. offsets], [.. indices], [.. values], w, Width, b, classes, scores);
                Sample.SameBits(expected, scores, $"{measure}, C={classes}, scalar");
                LinearUncertainty.RunSparse<Lanes128>(measure, [.. offsets], [.. indices], [.. values], w, Width, b, classes, scores);
                Sample.SameBits(expected, scores, $"{measure}, C={classes}, vector128");
            }
        }
    }

    [Fact]
    public void An_index_outside_the_weights_is_refused_with_its_row_though_it_is_far_down()
    {
        long[] offsets = [.. Enumerable.Range(0, 2001).Select(i => (long)i)];
        int[] indices = new int[2000];
        indices[1990] = 4;
        string message = Assert.Throws<ArgumentException>(() => LinearUncertainty.ScoreSparse(
            UncertaintyMeasure.Margin, offsets, indices, new float[2000], new float[4 * 3], new float[3], 3, new float[2000])).Message;
        Assert.Contains("Entry 1990 (row 1990 of the block) has index 4", message);
    }

    [ProtectedMemoryFact]
    public void Nothing_is_touched_beyond_the_spans()
    {
        using ProtectedMemory x = new(3000), w = new(3000), b = new(100), s = new(100);
        for (int classes = 1; classes <= 70; classes++)
        {
            foreach (int width in (int[])[1, 3, 4, 17])
            {
                foreach (int rows in (int[])[1, 7, 8, 9, 13, 16, 24])
                {
                    LinearUncertainty.Score(UncertaintyMeasure.Gini, x.Floats(rows * width), width, w.Floats(width * classes), b.Floats(classes), classes, s.Floats(rows));
                    LinearUncertainty.Run<Lanes128>(UncertaintyMeasure.Ratio, x.Floats(rows * width), rows, width, w.Floats(width * classes), b.Floats(classes), classes, s.Floats(rows));
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] x = Sample.Floats(100 * 6, -1, 1), scores = new float[100], w = Sample.Floats(6 * 40, -1, 1), b = new float[40];
        foreach (int classes in (int[])[2, 10, 20, 40])
        {
            int n = classes;
            Assert.Equal(0, Sample.Allocations(() =>
                LinearUncertainty.Score(UncertaintyMeasure.Entropy, x, 6, w.AsSpan(0, 6 * n), b.AsSpan(0, n), n, scores)));
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LinearUncertainty.Score(UncertaintyMeasure.Margin, new float[7], 3, new float[6], new float[2], 2, new float[2]));
        Assert.Throws<ArgumentException>(() => LinearUncertainty.Score(UncertaintyMeasure.Margin, new float[6], 3, new float[5], new float[2], 2, new float[2]));
        Assert.Throws<ArgumentException>(() => LinearUncertainty.Score(UncertaintyMeasure.Margin, new float[6], 3, new float[6], new float[1], 2, new float[2]));
        Assert.Throws<ArgumentException>(() => LinearUncertainty.Score(UncertaintyMeasure.Margin, new float[6], 3, new float[6], new float[2], 2, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearUncertainty.Score((UncertaintyMeasure)99, new float[6], 3, new float[6], new float[2], 2, new float[2]));
    }
}
