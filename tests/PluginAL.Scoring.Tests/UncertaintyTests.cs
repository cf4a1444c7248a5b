using FsCheck;
using FsCheck.Fluent;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class UncertaintyTests
{
    /// <summary>Six rows of three classes whose scores were observed from other implementations.</summary>
    private static readonly float[] Observed =
        [0.6f, 0.3f, 0.1f, 0.34f, 0.33f, 0.33f, 0.9f, 0.05f, 0.05f, 0.5f, 0.5f, 0f, 0.2f, 0.35f, 0.45f, 1f, 0f, 0f];

    private static float[] Score(UncertaintyMeasure measure, float[] p, int classes)
    {
        float[] scores = new float[p.Length / classes];
        Uncertainty.Score(measure, p, classes, scores);
        return scores;
    }

    private static void AssertNear(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
    }

    [Fact]
    public void Least_confidence_agrees_with_observed_values() =>
        AssertNear([0.4, 0.66, 0.1, 0.5, 0.55, 0], Score(UncertaintyMeasure.LeastConfidence, Observed, 3), 1e-7);

    [Fact]
    public void Margin_agrees_with_observed_values_turned_round() =>
        AssertNear([1 - 0.3, 1 - 0.01, 1 - 0.85, 1, 1 - 0.1, 0], Score(UncertaintyMeasure.Margin, Observed, 3), 1e-7);

    [Fact]
    public void Entropy_agrees_with_observed_values() =>
        AssertNear(
            [0.8979457248567798, 1.0985126170507196, 0.39439769144744274, 0.6931471805599453, 1.0486537893593546, 0],
            Score(UncertaintyMeasure.Entropy, Observed, 3), 3e-7);

    [Fact]
    public void Margin_of_a_row_with_one_certain_class_is_zero() => Assert.Equal([0f], Score(UncertaintyMeasure.Margin, [0, 1, 0, 0], 4));

    [Fact]
    public void Margin_of_a_tie_is_one() => Assert.Equal([1f], Score(UncertaintyMeasure.Margin, [0.25f, 0.375f, 0.375f], 3));

    [Fact]
    public void Entropy_of_a_certain_row_is_positive_zero()
    {
        foreach (int classes in Sample.ClassCounts)
        {
            float[] row = new float[classes];
            row[classes / 2] = 1;
            Sample.SameBits([0f], Score(UncertaintyMeasure.Entropy, row, classes), $"C={classes}");
        }
    }

    [Fact]
    public void A_single_class_has_no_second_probability()
    {
        Assert.Equal([0f], Score(UncertaintyMeasure.LeastConfidence, [1f], 1));
        Assert.Equal([0f], Score(UncertaintyMeasure.Margin, [1f], 1));
        Assert.Equal([0f], Score(UncertaintyMeasure.Ratio, [1f], 1));
        Assert.Equal([0f], Score(UncertaintyMeasure.Entropy, [1f], 1));
        Assert.Equal([0f], Score(UncertaintyMeasure.NormalisedEntropy, [0.9f], 1));
        Assert.Equal([0f], Score(UncertaintyMeasure.Gini, [1f], 1));
    }

    [Fact]
    public void Ratio_of_a_row_of_zeros_is_not_a_number() => Assert.Equal([float.NaN], Score(UncertaintyMeasure.Ratio, [0, 0, 0], 3));

    [Fact]
    public void Every_measure_agrees_with_float64_for_every_number_of_classes()
    {
        foreach (int classes in Enumerable.Range(1, 128).Append(257).Append(1000))
        {
            float[] p = Sample.Probabilities(21, classes);
            foreach (UncertaintyMeasure measure in Sample.Measures)
            {
                float[] scores = Score(measure, p, classes);
                for (int i = 0; i < scores.Length; i++)
                {
                    double exact = Sample.Reference(measure, p.AsSpan(i * classes, classes));
                    double tolerance = measure is UncertaintyMeasure.Entropy or UncertaintyMeasure.NormalisedEntropy ? 1e-6 : 2e-7;
                    if (!(Math.Abs(scores[i] - exact) <= tolerance)) Assert.Fail($"{measure}, C={classes}, row {i}: {scores[i]:R}, expected {exact:R}");
                }
            }
        }
    }

    [Fact]
    public void Entropy_of_many_rows_of_a_thousand_classes_agrees_with_float64()
    {
        const int Rows = 400, Classes = 1000;
        float[] p = new float[Rows * Classes];
        Random random = new(5);
        for (int i = 0; i < Rows; i++)
        {
            double power = 0.02 * i, sum = 0;
            Span<float> row = p.AsSpan(i * Classes, Classes);
            for (int c = 0; c < Classes; c++) sum += row[c] = (float)Math.Pow(random.NextDouble(), power);
            for (int c = 0; c < Classes; c++) row[c] = (float)(row[c] / sum);
        }
        float[] scores = Score(UncertaintyMeasure.Entropy, p, Classes);
        double worst = 0;
        for (int i = 0; i < Rows; i++)
            worst = Math.Max(worst, Math.Abs(scores[i] - Sample.Reference(UncertaintyMeasure.Entropy, p.AsSpan(i * Classes, Classes))));
        Assert.InRange(worst, 0, 1e-6);
    }

    [Fact]
    public void Every_path_has_the_bits_of_the_scalar_twin_for_every_number_of_rows()
    {
        foreach (int classes in Sample.ClassCounts)
        {
            float[] all = Sample.Probabilities(128, classes);
            foreach (UncertaintyMeasure measure in Sample.Measures)
            {
                // One row's score does not depend on its place, so the scores of all rows serve for every prefix.
                float[] expected = Sample.Score<LanesScalar>(measure, all, classes);
                for (int rows = 0; rows <= 128; rows++)
                {
                    ReadOnlySpan<float> p = all.AsSpan(0, rows * classes);
                    Sample.SameBits(expected.AsSpan(0, rows), Sample.Score<Lanes128>(measure, p, classes), $"{measure}, {rows} x {classes}, vector128");
                    if (Lanes256.IsSupported)
                        Sample.SameBits(expected.AsSpan(0, rows), Sample.Score<Lanes256>(measure, p, classes), $"{measure}, {rows} x {classes}, avx2");
                    if (Lanes512.IsSupported)
                        Sample.SameBits(expected.AsSpan(0, rows), Sample.Score<DoubleLanes>(measure, p, classes), $"{measure}, {rows} x {classes}, avx512");
                }
                for (int rows = 0; rows <= 17; rows++)
                    Sample.SameBits(expected.AsSpan(0, rows), Sample.Score<LanesScalar>(measure, all.AsSpan(0, rows * classes), classes), $"{measure}, scalar");
            }
        }
    }

    [Fact]
    public void Every_path_has_the_bits_of_the_scalar_twin_for_every_number_of_classes()
    {
        foreach (int classes in Enumerable.Range(1, 128).Append(1000))
        {
            float[] p = Sample.Probabilities(19, classes, 3);
            foreach (UncertaintyMeasure measure in Sample.Measures)
            {
                float[] expected = Sample.Score<LanesScalar>(measure, p, classes);
                Sample.SameBits(expected, Sample.Score<Lanes128>(measure, p, classes), $"{measure}, C={classes}, vector128");
                if (Lanes256.IsSupported) Sample.SameBits(expected, Sample.Score<Lanes256>(measure, p, classes), $"{measure}, C={classes}, avx2");
                if (Lanes512.IsSupported) Sample.SameBits(expected, Sample.Score<DoubleLanes>(measure, p, classes), $"{measure}, C={classes}, avx512");
            }
        }
    }

    [Fact]
    public void A_row_that_is_not_finite_scores_NaN_wherever_it_stands_and_spoils_no_other()
    {
        float[] bad = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, BitConverter.Int32BitsToSingle(unchecked((int)0xFFF00001))];
        foreach (int classes in Sample.ClassCounts)
        {
            const int Rows = 13;
            float[] clean = Sample.Probabilities(Rows, classes);
            foreach (UncertaintyMeasure measure in Sample.Measures)
            {
                float[] before = Sample.Score<LanesScalar>(measure, clean, classes);
                for (int at = 0; at < clean.Length; at += 1 + clean.Length / 29)
                {
                    float[] p = [.. clean];
                    p[at] = bad[at % bad.Length];
                    float[] expected = [.. before];
                    expected[at / classes] = float.NaN;
                    string what = $"{measure}, C={classes}, {p[at]} at {at}";
                    Sample.SameBits(expected, Sample.Score<LanesScalar>(measure, p, classes), what + ", scalar");
                    Sample.SameBits(expected, Sample.Score<Lanes128>(measure, p, classes), what + ", vector128");
                    if (Lanes256.IsSupported) Sample.SameBits(expected, Sample.Score<Lanes256>(measure, p, classes), what + ", avx2");
                    if (Lanes512.IsSupported) Sample.SameBits(expected, Sample.Score<DoubleLanes>(measure, p, classes), what + ", avx512");
                }
            }
        }
    }

    [Fact]
    public void Scores_of_any_bits_are_the_same_on_every_path()
    {
        Gen<float> anyFloat = Gen.OneOf(
            Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle),
            Gen.Elements(0f, -0f, 1f, -1f, 0.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue));
        Gen<(int Classes, float[] P)> shapes =
            from classes in Gen.Choose(1, 70)
            from rows in Gen.Choose(1, 36)
            from p in Gen.ArrayOf(anyFloat, classes * rows)
            select (classes, p);
        Prop.ForAll(Arb.From(shapes), shape =>
        {
            foreach (UncertaintyMeasure measure in Sample.Measures)
            {
                float[] expected = Sample.Score<LanesScalar>(measure, shape.P, shape.Classes);
                Sample.SameBits(expected, Sample.Score<Lanes128>(measure, shape.P, shape.Classes), $"{measure}, vector128");
                if (Lanes256.IsSupported) Sample.SameBits(expected, Sample.Score<Lanes256>(measure, shape.P, shape.Classes), $"{measure}, avx2");
                if (Lanes512.IsSupported) Sample.SameBits(expected, Sample.Score<DoubleLanes>(measure, shape.P, shape.Classes), $"{measure}, avx512");
            }
        }).QuickCheckThrowOnFailure();
    }

    [ProtectedMemoryFact]
    public void Nothing_is_read_or_written_beyond_the_spans()
    {
        using ProtectedMemory input = new(20 * 140), output = new(20);
        foreach (int classes in Enumerable.Range(1, 140))
        {
            for (int rows = 1; rows <= 17; rows++)
            {
                Span<float> p = input.Floats(rows * classes), scores = output.Floats(rows);
                p.Fill(1f / classes);
                foreach (UncertaintyMeasure measure in (ReadOnlySpan<UncertaintyMeasure>)[UncertaintyMeasure.Margin, UncertaintyMeasure.Entropy])
                {
                    Uncertainty.Run<Lanes128, Unchecked>(measure, p, rows, classes, scores, 0);
                    if (Lanes256.IsSupported) Uncertainty.Run<Lanes256, Checked>(measure, p, rows, classes, scores, 1e-3f);
                    if (Lanes512.IsSupported) Uncertainty.Run<DoubleLanes, Checked>(measure, p, rows, classes, scores, 1e-3f);
                }
                Uncertainty.Run<LanesScalar, Unchecked>(UncertaintyMeasure.LeastConfidence, p, rows, classes, scores, 0);
            }
        }
    }

    [Fact]
    public void Checked_scores_are_the_scores_and_the_first_bad_row_is_named()
    {
        foreach (int classes in Sample.ClassCounts)
        {
            float[] p = Sample.Probabilities(30, classes), expected = Score(UncertaintyMeasure.Margin, p, classes), scores = new float[30];
            Assert.True(Uncertainty.ScoreChecked(UncertaintyMeasure.Margin, p, classes, scores).IsGood);
            Sample.SameBits(expected, scores, $"C={classes}");
            p[27 * classes] += 0.25f;
            p[29 * classes] += 0.25f;
            ProbabilityCheck check = Uncertainty.ScoreChecked(UncertaintyMeasure.Margin, p, classes, scores);
            Assert.Equal(27, check.Row);
            Assert.InRange(check.Sum, 1.249, 1.251);
        }
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        foreach (int classes in (int[])[2, 10, 77])
        {
            float[] p = Sample.Probabilities(100, classes), scores = new float[100];
            foreach (UncertaintyMeasure measure in Sample.Measures)
            {
                Assert.Equal(0, Sample.Allocations(() => Uncertainty.Score(measure, p, classes, scores)));
                Assert.Equal(0, Sample.Allocations(() => Uncertainty.ScoreChecked(measure, p, classes, scores)));
            }
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_what_was_found()
    {
        Assert.Contains("7 values", Assert.Throws<ArgumentException>(() => Score(UncertaintyMeasure.Margin, new float[7], 3)).Message);
        Assert.Throws<ArgumentException>(() => Uncertainty.Score(UncertaintyMeasure.Margin, new float[6], 3, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uncertainty.Score(UncertaintyMeasure.Margin, [], 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Score((UncertaintyMeasure)99, new float[6], 3));
        Assert.Empty(Score(UncertaintyMeasure.Margin, [], 3));
    }

    [Fact]
    public void Blocks_are_multiples_of_sixteen_rows_within_bounds()
    {
        foreach (int classes in (int[])[1, 2, 10, 77, 1000, 100_000])
        {
            int rows = Uncertainty.RowsPerBlock(classes);
            Assert.Equal(0, rows % 16);
            Assert.InRange(rows, 16, 4096);
        }
    }
}
