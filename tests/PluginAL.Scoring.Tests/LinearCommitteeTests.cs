using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class LinearCommitteeTests
{
    private static readonly CommitteeMeasure[] Measures = Enum.GetValues<CommitteeMeasure>();

    /// <summary>M · C in few registers and in many, classes that are transposed and that are not, several chunks of classes, more members than
    /// fit on the stack.</summary>
    private static readonly (int Members, int Classes)[] Shapes =
    [
        (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (5, 2), (3, 3), (3, 4), (1, 10), (5, 10), (10, 5), (16, 32), (2, 33), (3, 77), (17, 32), (40, 13),
        (100, 7), (600, 3), (600, 6),
    ];

    /// <summary>Logits, softmax and measure one after another, all on the scalar path.</summary>
    private static float[] Unfused(CommitteeMeasure measure, float[] x, int width, float[] w, float[] b, int members, int classes)
    {
        int rows = x.Length / width;
        float[] p = new float[rows * members * classes], scores = new float[rows];
        Linear.Run<LanesScalar>(x, rows, width, w, b, members * classes, p);
        Softmax.Run<LanesScalar>(p, rows * members, classes, []);
        Committee.Run<LanesScalar>(measure, p, members, classes, scores);
        return scores;
    }

    private static float[] Fused<L>(CommitteeMeasure measure, ReadOnlySpan<float> x, int width, float[] w, float[] b, int members, int classes)
        where L : struct, ILanes<L>
    {
        float[] scores = new float[x.Length / width];
        LinearCommittee.Run<L>(measure, x, scores.Length, width, w, b, members, classes, scores);
        return scores;
    }

    private static void AssertSame(CommitteeMeasure measure, float[] x, int width, float[] w, float[] b, int members, int classes)
    {
        float[] expected = Unfused(measure, x, width, w, b, members, classes);
        string what = $"{measure}, {x.Length / width} x {width} x {members} x {classes}";
        Sample.SameBits(expected, Fused<LanesScalar>(measure, x, width, w, b, members, classes), what + ", scalar");
        Sample.SameBits(expected, Fused<Lanes128>(measure, x, width, w, b, members, classes), what + ", vector128");
        if (Lanes256.IsSupported) Sample.SameBits(expected, Fused<Lanes256>(measure, x, width, w, b, members, classes), what + ", avx2");
        float[] scores = new float[x.Length / width];
        LinearCommittee.Score(measure, x, width, w, b, members, classes, scores);
        Sample.SameBits(expected, scores, what);
    }

    [Fact]
    public void Scores_have_the_bits_of_the_separate_steps_for_every_measure_and_shape()
    {
        foreach ((int members, int classes) in Shapes)
        {
            int outputs = members * classes;
            foreach (CommitteeMeasure measure in Measures)
                AssertSame(measure, Sample.Floats(21 * 7, -3, 3), 7, Sample.Floats(7 * outputs, -2, 2, 2), Sample.Floats(outputs, -1, 1, 3), members, classes);
        }
    }

    [Fact]
    public void Scores_have_the_bits_of_the_separate_steps_for_every_number_of_rows_and_many_widths()
    {
        for (int rows = 0; rows <= 60; rows++)
        {
            int width = 1 + rows % 9;
            AssertSame(Measures[rows % Measures.Length], Sample.Floats(rows * width, -2, 2), width, Sample.Floats(width * 12, -2, 2, 2), Sample.Floats(12, -1, 1, 3), 3, 4);
        }
        AssertSame(CommitteeMeasure.MutualInformation, Sample.Floats(1100 * 3, -2, 2), 3, Sample.Floats(3 * 50, -2, 2, 2), new float[50], 5, 10);
        AssertSame(CommitteeMeasure.VoteEntropy, Sample.Floats(300 * 300, -2, 2), 300, Sample.Floats(300 * 50, -2, 2, 2), new float[50], 5, 10);
    }

    [Fact]
    public void Blocks_score_as_the_whole_does()
    {
        const int Rows = 500, Width = 20, Members = 4, Classes = 9;
        float[] x = Sample.Floats(Rows * Width, -2, 2), w = Sample.Floats(Width * Members * Classes, -1, 1), b = Sample.Floats(Members * Classes, -1, 1);
        float[] whole = Fused<LanesScalar>(CommitteeMeasure.ConsensusEntropy, x, Width, w, b, Members, Classes), parts = new float[Rows];
        for (int row = 0, n = 1; row < Rows; row += n, n = Math.Min(n + 3, Rows - row))
            LinearCommittee.Score(CommitteeMeasure.ConsensusEntropy, x.AsSpan(row * Width, n * Width), Width, w, b, Members, Classes, parts.AsSpan(row, n));
        Sample.SameBits(whole, parts, "blocks");
    }

    [Fact]
    public void Logits_far_apart_equal_and_not_finite_give_the_bits_of_the_separate_steps()
    {
        float[] values = [0f, -0f, 1f, -1f, 90f, -90f, 3e38f, -3e38f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-40f];
        Random random = new(5);
        foreach ((int members, int classes) in Shapes[..14])
        {
            float[] x = new float[200 * 2], w = new float[2 * members * classes], b = new float[members * classes];
            for (int i = 0; i < x.Length; i++) x[i] = random.Next(3) == 0 ? values[random.Next(values.Length)] : random.NextSingle();
            for (int i = 0; i < w.Length; i++) w[i] = random.Next(3) == 0 ? values[random.Next(6)] : random.NextSingle();
            for (int i = 0; i < b.Length; i++) b[i] = random.Next(6) == 0 ? float.NegativeInfinity : random.NextSingle();
            foreach (CommitteeMeasure measure in Measures) AssertSame(measure, x, 2, w, b, members, classes);
        }
    }

    [Fact]
    public void A_class_that_a_member_lacks_has_probability_zero_for_it()
    {
        // Member 0 is certain of class 0, member 1 of class 1: the others have no weights.
        float[] bias = [0, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, 0, float.NegativeInfinity], scores = new float[9];
        LinearCommittee.Score(CommitteeMeasure.MutualInformation, Sample.Floats(9 * 4, -1, 1), 4, new float[4 * 6], bias, 2, 3, scores);
        foreach (float score in scores) Assert.Equal(Math.Log(2), score, 1e-6);
    }

    [Fact]
    public void Scores_agree_with_float64()
    {
        const int Rows = 60, Width = 9, Members = 5, Classes = 7;
        float[] x = Sample.Floats(Rows * Width, -2, 2), w = Sample.Floats(Width * Members * Classes, -1, 1, 2), b = Sample.Floats(Members * Classes, -1, 1, 3);
        float[] scores = Fused<LanesScalar>(CommitteeMeasure.MutualInformation, x, Width, w, b, Members, Classes);
        for (int i = 0; i < Rows; i++)
        {
            double[] mean = new double[Classes];
            double entropies = 0;
            for (int m = 0; m < Members; m++)
            {
                double[] z = [.. Enumerable.Range(m * Classes, Classes).Select(o =>
                    b[o] + Enumerable.Range(0, Width).Sum(d => (double)x[i * Width + d] * w[d * Members * Classes + o]))];
                double sum = z.Sum(Math.Exp);
                for (int c = 0; c < Classes; c++)
                {
                    double p = Math.Exp(z[c]) / sum;
                    mean[c] += p / Members;
                    entropies -= p * Math.Log(p) / Members;
                }
            }
            Assert.Equal(-mean.Sum(p => p * Math.Log(p)) - entropies, scores[i], 2e-6);
        }
    }

    [Fact]
    public void Sparse_rows_score_as_dense_ones()
    {
        Random random = new(6);
        foreach ((int members, int classes) in Shapes[..16])
        {
            const int Rows = 303, Width = 30;
            int outputs = members * classes;
            float[] x = new float[Rows * Width], w = Sample.Floats(Width * outputs, -2, 2), b = Sample.Floats(outputs, -1, 1, 2);
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
            foreach (CommitteeMeasure measure in Measures)
            {
                float[] expected = Unfused(measure, x, Width, w, b, members, classes), scores = new float[Rows];
                string what = $"{measure}, {members} x {classes}";
                LinearCommittee.ScoreSparse(measure, [.. offsets], [.. indices], [.. values], w, b, members, classes, scores);
                Sample.SameBits(expected, scores, what);
                var entries = new LinearCommittee.Entries([.. offsets], [.. indices], [.. values]);
                LinearCommittee.RunSparse<LanesScalar>(measure, entries, w, Width, b, members, classes, scores);
                Sample.SameBits(expected, scores, what + ", scalar");
                LinearCommittee.RunSparse<Lanes128>(measure, entries, w, Width, b, members, classes, scores);
                Sample.SameBits(expected, scores, what + ", vector128");
            }
        }
    }

    [ProtectedMemoryFact]
    public void Nothing_is_touched_beyond_the_spans()
    {
        using ProtectedMemory x = new(3000), w = new(3000), b = new(200), s = new(100);
        foreach ((int members, int classes) in ((int, int)[])[(1, 1), (1, 3), (2, 2), (3, 5), (5, 10), (2, 40)])
        {
            foreach (int width in (int[])[1, 3, 4, 17])
            {
                foreach (int rows in (int[])[1, 7, 8, 9, 13, 16, 24])
                {
                    int outputs = members * classes;
                    LinearCommittee.Score(CommitteeMeasure.MaxDisagreement, x.Floats(rows * width), width, w.Floats(width * outputs), b.Floats(outputs), members, classes, s.Floats(rows));
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] x = Sample.Floats(100 * 6, -1, 1), scores = new float[100], w = Sample.Floats(6 * 120, -1, 1), b = new float[120];
        foreach ((int m, int c) in ((int, int)[])[(1, 2), (5, 10), (3, 40)])
        {
            int members = m, classes = c, n = m * c;
            Assert.Equal(0, Sample.Allocations(() => LinearCommittee.Score(
                CommitteeMeasure.VoteEntropy, x, 6, w.AsSpan(0, 6 * n), b.AsSpan(0, n), members, classes, scores)));
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        static void Refused(int x, int w, int b, int members, int s) => Assert.ThrowsAny<ArgumentException>(() => LinearCommittee.Score(
            CommitteeMeasure.VoteEntropy, new float[x], 3, new float[w], new float[b], members, 2, new float[s]));
        Refused(7, 12, 4, 2, 2);
        Refused(6, 11, 4, 2, 2);
        Refused(6, 12, 5, 2, 2);
        Refused(6, 12, 4, 2, 3);
        Refused(6, 12, 4, 0, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearCommittee.Score((CommitteeMeasure)99, new float[6], 3, new float[12], new float[4], 2, 2, new float[2]));
        Assert.Contains("index 3", Assert.Throws<ArgumentException>(() => LinearCommittee.ScoreSparse(
            CommitteeMeasure.VoteEntropy, [0, 1], [3], [1], new float[12], new float[4], 2, 2, new float[1])).Message);
    }
}
