using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class SoftmaxTests
{
    private static (float[] Probabilities, float[] LogSumExp) Run<L>(ReadOnlySpan<float> logits, int classes) where L : struct, ILanes<L>
    {
        float[] p = logits.ToArray(), log = new float[logits.Length / classes];
        Softmax.Run<L>(p, log.Length, classes, log);
        return (p, log);
    }

    private static void AssertSameOnEveryPath(ReadOnlySpan<float> logits, int classes, string what)
    {
        (float[] p, float[] log) = Run<LanesScalar>(logits, classes);
        (float[] p128, float[] log128) = Run<Lanes128>(logits, classes);
        Sample.SameBits(p, p128, what + ", vector128");
        Sample.SameBits(log, log128, what + ", vector128, log");
        if (!Lanes256.IsSupported) return;
        (float[] p256, float[] log256) = Run<Lanes256>(logits, classes);
        Sample.SameBits(p, p256, what + ", avx2");
        Sample.SameBits(log, log256, what + ", avx2, log");
    }

    [Fact]
    public void Every_path_has_the_bits_of_the_scalar_twin_for_every_number_of_rows()
    {
        foreach (int classes in Sample.ClassCounts)
            for (int rows = 0; rows <= 128; rows += rows < 34 ? 1 : 13)
                AssertSameOnEveryPath(Sample.Floats(rows * classes, -30, 30), classes, $"{rows} x {classes}");
    }

    [Fact]
    public void Every_path_has_the_bits_of_the_scalar_twin_for_every_number_of_classes()
    {
        foreach (int classes in Enumerable.Range(1, 128).Append(1000))
            AssertSameOnEveryPath(Sample.Floats(19 * classes, -10, 10), classes, $"C={classes}");
    }

    [Fact]
    public void Probabilities_and_log_sums_agree_with_float64()
    {
        foreach (int classes in Enumerable.Range(1, 128).Append(1000))
        {
            float[] z = Sample.Floats(11 * classes, -20, 20), p = [.. z], log = new float[11];
            Softmax.InPlace(p, classes, log);
            for (int i = 0; i < 11; i++)
            {
                double max = double.NegativeInfinity, sum = 0;
                for (int c = 0; c < classes; c++) max = Math.Max(max, z[i * classes + c]);
                for (int c = 0; c < classes; c++) sum += Math.Exp(z[i * classes + c] - max);
                for (int c = 0; c < classes; c++)
                    Assert.InRange(p[i * classes + c] - Math.Exp(z[i * classes + c] - max) / sum, -2e-7, 2e-7);
                Assert.InRange(log[i] - (max + Math.Log(sum)), -3e-6, 3e-6);
            }
        }
    }

    [Fact]
    public void The_log_sum_is_optional_and_changes_nothing()
    {
        foreach (int classes in Sample.ClassCounts)
        {
            float[] z = Sample.Floats(13 * classes, -5, 5), p = [.. z], q = [.. z];
            Softmax.InPlace(p, classes, new float[13]);
            Softmax.InPlace(q, classes);
            Sample.SameBits(p, q, $"C={classes}");
        }
    }

    [Fact]
    public void A_rows_result_does_not_depend_on_its_place()
    {
        foreach (int classes in Sample.ClassCounts)
        {
            float[] z = Sample.Floats(17 * classes, -5, 5), all = [.. z];
            Softmax.InPlace(all, classes);
            for (int i = 0; i < 17; i++)
            {
                float[] row = z[(i * classes)..((i + 1) * classes)];
                Softmax.InPlace(row, classes);
                Sample.SameBits(row, all.AsSpan(i * classes, classes), $"C={classes}, row {i}");
            }
        }
    }

    [Fact]
    public void Very_large_logits_do_not_overflow_and_minus_infinity_masks_a_class()
    {
        float[] z = [3e38f, 3e38f, -3e38f, float.NegativeInfinity, 1f, 1f];
        float[] log = new float[2];
        Softmax.InPlace(z, 3, log);
        Assert.Equal([0.5f, 0.5f, 0f, 0f, 0.5f, 0.5f], z);
        Assert.InRange(log[1], 1.693147f, 1.693148f);
    }

    [Fact]
    public void Rows_without_a_distribution_become_NaN_and_spoil_no_other()
    {
        float[] bad = [float.NaN, float.PositiveInfinity];
        foreach (int classes in Sample.ClassCounts)
        {
            float[] z = Sample.Floats(11 * classes, -5, 5), clean = [.. z], log = new float[11], cleanLog = new float[11];
            Softmax.InPlace(clean, classes, cleanLog);
            for (int at = 0; at < z.Length; at += 1 + z.Length / 23)
            {
                float[] p = [.. z];
                p[at] = bad[at % 2];
                int row = at / classes;
                if (at % 3 == 0) p.AsSpan(row * classes, classes).Fill(float.NegativeInfinity);
                AssertSameOnEveryPath(p, classes, $"C={classes}, at {at}");
                Softmax.InPlace(p, classes, log);
                float[] expected = [.. clean], expectedLog = [.. cleanLog];
                expected.AsSpan(row * classes, classes).Fill(float.NaN);
                expectedLog[row] = float.NaN;
                Sample.SameBits(expected, p, $"C={classes}, at {at}");
                Sample.SameBits(expectedLog, log, $"C={classes}, at {at}, log");
            }
        }
    }

    [ProtectedMemoryFact]
    public void Nothing_is_touched_beyond_the_spans()
    {
        using ProtectedMemory memory = new(17 * 140), logs = new(17);
        for (int classes = 1; classes <= 140; classes++)
        {
            for (int rows = 1; rows <= 17; rows++)
            {
                Span<float> z = memory.Floats(rows * classes), log = logs.Floats(rows);
                z.Clear();
                Softmax.InPlace(z, classes, log);
                z.Clear();
                Softmax.Run<Lanes128>(z, rows, classes, log);
                Assert.Equal(1f / classes, z[^1]);
            }
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Softmax.InPlace(new float[7], 3));
        Assert.Throws<ArgumentException>(() => Softmax.InPlace(new float[6], 3, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Softmax.InPlace(new float[6], 0));
        Softmax.InPlace([], 3);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        foreach (int classes in (int[])[2, 10, 77])
        {
            float[] z = Sample.Floats(50 * classes, -1, 1), log = new float[50];
            Softmax.InPlace(z, classes, log);
            Assert.Equal(0, Sample.Allocations(() => Softmax.InPlace(z, classes, log)));
        }
    }
}
