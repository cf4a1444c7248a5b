using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class MultiLabelTests
{
    private static readonly MultiLabelMeasure[] Measures = Enum.GetValues<MultiLabelMeasure>();

    private static readonly int[] LabelCounts = [1, 2, 3, 4, 5, 8, 11, 33, 511, 512, 513, 1030];

    private static float[] Score(MultiLabelMeasure measure, float[] p, int labels)
    {
        float[] scores = new float[p.Length / labels];
        MultiLabel.Score(measure, p, labels, scores, 1.5f);
        return scores;
    }

    private static float[] Score<L>(MultiLabelMeasure measure, ReadOnlySpan<float> p, int labels) where L : struct, ILanes<L>
    {
        float[] scores = new float[p.Length / labels];
        MultiLabel.Run<L>(measure, p, labels, scores, 1.5f);
        return scores;
    }

    private static double Reference(MultiLabelMeasure measure, float[] row)
    {
        double[] f = [.. row.Select(p => 2.0 * p - 1)];
        int k = Array.IndexOf(row, row.Max());
        double Y(int label, int assumed) => label == assumed ? 1 : -1;
        return measure switch
        {
            MultiLabelMeasure.BinaryMinimumConfidence => 1 - f.Min(Math.Abs),
            MultiLabelMeasure.MaxLoss => f.Select((v, l) => Math.Max(0, 1 - Y(l, k) * v)).Sum(),
            MultiLabelMeasure.MeanMaxLoss => Enumerable.Range(0, f.Length).Average(a => Math.Max(0, 1 - f.Select((v, l) => Y(l, a) * v).Sum())),
            MultiLabelMeasure.CardinalityInconsistency => Math.Abs(row.Count(p => p > 0.5) - 1.5),
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };
    }

    [Fact]
    public void Losses_of_hard_decisions_agree_with_observed_values()
    {
        float[] decisions = [1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0], scores = Score(MultiLabelMeasure.MeanMaxLoss, decisions, 3);
        for (int i = 0; i < 4; i++) Assert.InRange(scores[i], (i < 3 ? 4 / 3.0 : 0) - 1e-6, (i < 3 ? 4 / 3.0 : 0) + 1e-6);
        Assert.Equal([0f, 0f, 2f, 2f], Score(MultiLabelMeasure.MaxLoss, decisions, 3));
    }

    [Fact]
    public void Cardinality_inconsistency_agrees_with_observed_values()
    {
        // Observed as √((1 + inconsistency) ÷ gap of the two greatest): 1.690…, 6.324…, 3.162…, 7.745… with 6 labels on 3 rows.
        float[] p = [0.9f, 0.2f, 0.1f, 0.55f, 0.45f, 0.5f, 0.8f, 0.7f, 0.05f, 0.3f, 0.35f, 0.4f], scores = new float[4];
        MultiLabel.Score(MultiLabelMeasure.CardinalityInconsistency, p, 3, scores, 2);
        Assert.Equal([1f, 1f, 0f, 2f], scores);
    }

    [Fact]
    public void The_least_certain_label_decides_the_binary_minimum()
    {
        // Decision values [0.9, −0.2, 1.1], [−0.05, 0.7, −2], [1.5, −1.2, 0.6], [0.4, −0.3, 0.8], of which others pick row 1, as probabilities.
        float[] p = [.. ((float[])[0.9f, -0.2f, 1.1f, -0.05f, 0.7f, -2f, 1.5f, -1.2f, 0.6f, 0.4f, -0.3f, 0.8f]).Select(f => f / 4 + 0.5f)];
        float[] scores = Score(MultiLabelMeasure.BinaryMinimumConfidence, p, 3);
        Assert.Equal(1, Array.IndexOf(scores, scores.Max()));
        Assert.Equal([1f, 0f], Score(MultiLabelMeasure.BinaryMinimumConfidence, [0.5f, 1, 0, 1], 2));
    }

    [Fact]
    public void Every_measure_agrees_with_float64_and_has_the_same_bits_on_every_path()
    {
        foreach (int labels in LabelCounts)
        {
            float[] p = Sample.Floats(19 * labels, 0, 1, labels);
            p[0] = 0;
            p[^1] = 1;
            foreach (MultiLabelMeasure measure in Measures)
            {
                float[] expected = Score<LanesScalar>(measure, p, labels);
                for (int rows = 0; rows <= 19; rows++)
                {
                    ReadOnlySpan<float> some = p.AsSpan(0, rows * labels);
                    Sample.SameBits(expected.AsSpan(0, rows), Score<Lanes128>(measure, some, labels), $"{measure}, L={labels}, vector128");
                    if (Lanes256.IsSupported) Sample.SameBits(expected.AsSpan(0, rows), Score<Lanes256>(measure, some, labels), $"{measure}, L={labels}, avx2");
                }
                for (int i = 0; i < 19; i++)
                {
                    double exact = Reference(measure, p[(i * labels)..((i + 1) * labels)]);
                    if (!(Math.Abs(expected[i] - exact) <= 1e-6 * labels)) Assert.Fail($"{measure}, L={labels}, row {i}: {expected[i]:R}, expected {exact:R}");
                }
            }
        }
    }

    [Fact]
    public void A_row_that_is_not_finite_scores_NaN()
    {
        foreach (int labels in LabelCounts)
        {
            float[] p = Sample.Floats(12 * labels, 0, 1);
            p[5 * labels + labels / 2] = float.NaN;
            p[^1] = float.PositiveInfinity;
            foreach (MultiLabelMeasure measure in Measures)
            {
                float[] scores = Score(measure, p, labels);
                for (int i = 0; i < 12; i++) Assert.Equal(i is 5 or 11, float.IsNaN(scores[i]));
            }
        }
    }

    [ProtectedMemoryFact]
    public void Nothing_is_read_or_written_beyond_the_spans()
    {
        using ProtectedMemory input = new(17 * 1030), output = new(17);
        foreach (int labels in LabelCounts)
        {
            for (int rows = 1; rows <= 17; rows++)
            {
                Span<float> p = input.Floats(rows * labels), scores = output.Floats(rows);
                p.Fill(0.25f);
                foreach (MultiLabelMeasure measure in Measures) MultiLabel.Score(measure, p, labels, scores, 1);
            }
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_and_a_missing_mean_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MultiLabel.Score(MultiLabelMeasure.MaxLoss, new float[7], 3, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultiLabel.Score(MultiLabelMeasure.CardinalityInconsistency, new float[6], 3, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Score((MultiLabelMeasure)99, new float[6], 3));
    }
}
