using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class ProbabilitiesTests
{
    [Fact]
    public void Distributions_pass_for_every_number_of_classes()
    {
        foreach (int classes in Enumerable.Range(1, 128).Append(1000))
            Assert.Equal(ProbabilityCheck.Passed, Probabilities.Check(Sample.Probabilities(600, classes), classes));
    }

    [Fact]
    public void The_first_row_that_does_not_sum_to_one_is_found_with_its_sum()
    {
        foreach (int classes in Sample.ClassCounts)
        {
            for (int row = 0; row < 300; row += 37)
            {
                float[] p = Sample.Probabilities(300, classes);
                p[(row + 1) * classes - 1] += 0.002f;
                p[299 * classes] += 1;
                ProbabilityCheck check = Probabilities.Check(p, classes);
                Assert.False(check.IsGood);
                Assert.Equal(row, check.Row);
                Assert.InRange(check.Sum, 1.0019, 1.0021);
            }
        }
    }

    [Fact]
    public void A_row_that_is_not_finite_is_passed_over()
    {
        float[] p = [0.5f, 0.5f, float.NaN, 0.5f, float.PositiveInfinity, 0, 1, float.NegativeInfinity, 0.7f, 0.7f];
        Assert.Equal(4, Probabilities.Check(p, 2).Row);
        Assert.True(Probabilities.Check(p.AsSpan(0, 8), 2).IsGood);
    }

    [Fact]
    public void A_sum_too_large_for_a_float_is_a_bad_sum_not_a_missing_value()
    {
        ProbabilityCheck check = Probabilities.Check([3e38f, 3e38f], 2);
        Assert.Equal(0, check.Row);
        Assert.InRange(check.Sum, 5.9e38, 6.1e38);
    }

    [Fact]
    public void A_negative_entry_is_no_probability_although_the_row_sums_to_one()
    {
        foreach (int classes in (int[])[2, 3, 10, 40])
        {
            float[] p = new float[classes * 9];
            for (int i = 0; i < 9; i++) p[i * classes] = 1;
            p[7 * classes] = 1.25f;
            p[8 * classes - 1] = -0.25f;
            ProbabilityCheck check = Probabilities.Check(p, classes);
            Assert.Equal((7, 1.0, -0.25f), (check.Row, check.Sum, check.Least));
        }
    }

    [Fact]
    public void The_tolerance_is_the_callers_and_its_bound_is_good()
    {
        float[] p = [0.75f, 0.5f];
        Assert.True(Probabilities.Check(p, 2, 0.25).IsGood);
        Assert.Equal(0, Probabilities.Check(p, 2, 0.2499999).Row);
        Assert.True(Probabilities.Check([0.5f, 0.5f], 2, 0).IsGood);
        Assert.True(Probabilities.Check(p, 2, double.PositiveInfinity).IsGood);
        Assert.Throws<ArgumentOutOfRangeException>(() => Probabilities.Check(p, 2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Probabilities.Check(p, 2, double.NaN));
    }

    [Fact]
    public void Every_path_finds_the_same_row()
    {
        foreach (int classes in Sample.ClassCounts)
        {
            float[] p = Sample.Probabilities(700, classes);
            p[555 * classes] += 0.01f;
            float quick = Probabilities.QuickTolerance(1e-3, classes);
            ProbabilityCheck expected = Probabilities.Check<LanesScalar>(p, 700, classes, 1e-3, quick);
            Assert.Equal(555, expected.Row);
            Assert.Equal(expected, Probabilities.Check<Lanes128>(p, 700, classes, 1e-3, quick));
            if (Lanes256.IsSupported) Assert.Equal(expected, Probabilities.Check<Lanes256>(p, 700, classes, 1e-3, quick));
            if (Lanes512.IsSupported) Assert.Equal(expected, Probabilities.Check<DoubleLanes>(p, 700, classes, 1e-3, quick));
        }
    }

    [Fact]
    public void Normalised_rows_are_the_rows_divided_by_their_sums()
    {
        foreach (int classes in Enumerable.Range(1, 80).Append(1000))
        {
            float[] raw = Sample.Floats(21 * classes, 0, 5), p = [.. raw];
            Probabilities.Normalise(p, classes);
            Assert.True(Probabilities.Check(p, classes, 1e-6).IsGood);
            for (int i = 0; i < 21; i++)
            {
                double sum = 0;
                for (int c = 0; c < classes; c++) sum += raw[i * classes + c];
                for (int c = 0; c < classes; c++) Assert.InRange(p[i * classes + c] - raw[i * classes + c] / sum, -2e-7, 2e-7);
            }
        }
    }

    [Fact]
    public void Every_path_normalises_to_the_same_bits()
    {
        foreach (int classes in Enumerable.Range(1, 80).Append(1000))
        {
            float[] raw = Sample.Floats(13 * classes, 0, 5);
            raw.AsSpan(5 * classes, classes).Clear();
            float[] a = [.. raw], b = [.. raw], c = [.. raw];
            Probabilities.Normalise<LanesScalar>(a, 13, classes);
            Probabilities.Normalise<Lanes128>(b, 13, classes);
            Sample.SameBits(a, b, $"C={classes}, vector128");
            if (!Lanes256.IsSupported) continue;
            Probabilities.Normalise<Lanes256>(c, 13, classes);
            Sample.SameBits(a, c, $"C={classes}, avx2");
        }
    }

    [Fact]
    public void Rows_that_cannot_be_normalised_become_NaN_and_spoil_no_other()
    {
        float[] p = [1, 3, 0, 0, float.NaN, 1, float.PositiveInfinity, 1, 2, 2];
        Probabilities.Normalise(p, 2);
        Assert.Equal([0.25f, 0.75f, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, 0.5f, 0.5f], p);
    }

    [ProtectedMemoryFact]
    public void Nothing_is_touched_beyond_the_span()
    {
        using ProtectedMemory memory = new(20 * 140);
        for (int classes = 1; classes <= 140; classes++)
        {
            for (int rows = 1; rows <= 17; rows += 4)
            {
                Span<float> p = memory.Floats(rows * classes);
                p.Fill(2);
                Probabilities.Normalise(p, classes);
                Assert.True(Probabilities.Check(p, classes).IsGood);
            }
        }
    }
}
