using FsCheck;
using FsCheck.Fluent;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Tests;

public class CommitteeTests
{
    private static readonly CommitteeMeasure[] Measures = Enum.GetValues<CommitteeMeasure>();

    /// <summary>Four rows of three members of three classes whose scores were observed from other implementations.</summary>
    private static readonly float[] Observed =
    [
        0.7f, 0.2f, 0.1f, 0.6f, 0.3f, 0.1f, 0.65f, 0.25f, 0.1f,
        0.1f, 0.8f, 0.1f, 0.8f, 0.1f, 0.1f, 0.1f, 0.1f, 0.8f,
        0.4f, 0.3f, 0.3f, 0.3f, 0.4f, 0.3f, 0.3f, 0.3f, 0.4f,
        0.9f, 0.05f, 0.05f, 0.85f, 0.1f, 0.05f, 0.8f, 0.1f, 0.1f,
    ];

    /// <summary>Shapes around every border: fewer values than a transposition takes, one chunk of classes and several, more members than fit
    /// on the stack, more members than classes and the reverse.</summary>
    public static readonly (int Members, int Classes)[] Shapes =
    [
        (1, 1), (1, 2), (1, 3), (1, 5), (2, 1), (3, 1), (2, 2), (5, 2), (3, 3), (1, 10), (5, 10), (7, 9), (10, 5), (4, 16), (20, 3),
        (3, 77), (5, 103), (3, 171), (1, 513), (1, 600), (100, 7), (127, 11), (600, 3), (600, 6),
    ];

    private static float[] Score(CommitteeMeasure measure, float[] p, int members, int classes)
    {
        float[] scores = new float[p.Length / (members * classes)];
        Committee.Score(measure, p, members, classes, scores);
        return scores;
    }

    private static float[] Score<L>(CommitteeMeasure measure, ReadOnlySpan<float> p, int members, int classes) where L : struct, ILanes<L>
    {
        float[] scores = new float[p.Length / (members * classes)];
        Committee.Run<L>(measure, p, members, classes, scores);
        return scores;
    }

    private static void AssertNear(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
    }

    /// <summary>One-hot members, so that their votes are what is wanted.</summary>
    private static float[] Ballots(int classes, params int[] votes)
    {
        float[] p = new float[votes.Length * classes];
        for (int m = 0; m < votes.Length; m++) p[m * classes + votes[m]] = 1;
        return p;
    }

    /// <summary>The measure in float64, by the textbook.</summary>
    private static double Reference(CommitteeMeasure measure, ReadOnlySpan<float> row, int members, int classes)
    {
        double[] mean = new double[classes];
        int[] votes = new int[classes];
        double memberEntropy = 0;
        for (int m = 0; m < members; m++)
        {
            int vote = 0;
            for (int c = 0; c < classes; c++)
            {
                double p = row[m * classes + c];
                mean[c] += p / members;
                if (p > row[m * classes + vote]) vote = c;
                if (p > 0) memberEntropy -= p * Math.Log(p) / members;
            }
            votes[vote]++;
        }
        double consensusEntropy = 0, deviation = 0, greatest = 0;
        for (int c = 0; c < classes; c++) if (mean[c] > 0) consensusEntropy -= mean[c] * Math.Log(mean[c]);
        for (int m = 0; m < members; m++)
        {
            double divergence = 0;
            for (int c = 0; c < classes; c++)
            {
                double p = row[m * classes + c];
                if (p > 0) divergence += p * Math.Log(p / mean[c]);
            }
            greatest = Math.Max(greatest, divergence);
        }
        for (int c = 0; c < classes; c++)
        {
            double variance = 0;
            for (int m = 0; m < members; m++) variance += Math.Pow(row[m * classes + c] - mean[c], 2) / members;
            deviation += Math.Sqrt(variance) / classes;
        }
        return measure switch
        {
            CommitteeMeasure.VoteEntropy => -votes.Where(v => v > 0).Sum(v => (double)v / members * Math.Log((double)v / members)),
            CommitteeMeasure.ConsensusEntropy => consensusEntropy,
            CommitteeMeasure.MeanKullbackLeibler or CommitteeMeasure.MutualInformation => consensusEntropy - memberEntropy,
            CommitteeMeasure.VariationRatio => 1 - (double)votes.Max() / members,
            CommitteeMeasure.MaxDisagreement => greatest,
            CommitteeMeasure.MeanStandardDeviation => deviation,
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };
    }

    [Fact]
    public void Mean_divergence_and_mutual_information_agree_with_observed_values_and_have_the_same_bits()
    {
        float[] divergence = Score(CommitteeMeasure.MeanKullbackLeibler, Observed, 3, 3);
        AssertNear([0.004639237559609314, 0.4595804290179329, 0.009712313322886162, 0.008548069579645252], divergence, 2e-7);
        Sample.SameBits(divergence, Score(CommitteeMeasure.MutualInformation, Observed, 3, 3), "BALD");
    }

    [Fact]
    public void Max_disagreement_agrees_with_observed_values() =>
        AssertNear(
            [0.007246870244763444, 0.45958042901793295, 0.009712313322886162, 0.011517187645065187],
            Score(CommitteeMeasure.MaxDisagreement, Observed, 3, 3), 2e-7);

    [Fact]
    public void Mean_standard_deviation_agrees_with_observed_values() =>
        AssertNear(
            [0.027216552697590865, 0.3299831645537222, 0.04714045207910319, 0.029321760375163153],
            Score(CommitteeMeasure.MeanStandardDeviation, Observed, 3, 3), 1e-7);

    [Fact]
    public void Vote_entropy_agrees_with_observed_values()
    {
        float[] p = [.. Ballots(3, 0, 0, 0), .. Ballots(3, 1, 0, 2), .. Ballots(3, 0, 1, 2), .. Ballots(3, 0, 0, 1), .. Ballots(3, 1, 1, 0)];
        AssertNear(
            [0, 1.0986122886681096, 1.0986122886681096, 0.6365141682948128, 0.6365141682948128],
            Score(CommitteeMeasure.VoteEntropy, p, 3, 3), 2e-7);
    }

    [Fact]
    public void Variation_ratio_counts_hard_votes()
    {
        float[] p = [.. Ballots(4, 0, 0, 0, 0), .. Ballots(4, 1, 0, 1, 2), .. Ballots(4, 3, 2, 1, 0)];
        Assert.Equal([0f, 0.5f, 0.75f], Score(CommitteeMeasure.VariationRatio, p, 4, 4));
    }

    [Fact]
    public void A_tied_member_votes_for_the_lowest_class()
    {
        float[] p = [0.2f, 0.4f, 0.4f, 0, 1, 0];
        Assert.Equal([0f], Score(CommitteeMeasure.VariationRatio, p, 2, 3));
        p = [0.2f, 0.4f, 0.4f, 0, 0, 1];
        Assert.Equal([0.5f], Score(CommitteeMeasure.VariationRatio, p, 2, 3));
    }

    [Fact]
    public void A_unanimous_and_certain_committee_scores_positive_zero()
    {
        foreach ((int members, int classes) in Shapes)
        {
            float[] p = Ballots(classes, [.. Enumerable.Repeat(classes / 2, members)]);
            foreach (CommitteeMeasure measure in Measures) Sample.SameBits([0f], Score(measure, p, members, classes), $"{measure}, {members} x {classes}");
        }
    }

    [Fact]
    public void Every_measure_agrees_with_float64()
    {
        foreach ((int members, int classes) in (IEnumerable<(int, int)>)[.. Shapes, (5, 1000), (2, 4000)])
        {
            const int Rows = 21;
            float[] p = Sample.Probabilities(Rows * members, classes);
            foreach (CommitteeMeasure measure in Measures)
            {
                float[] scores = Score(measure, p, members, classes);
                for (int i = 0; i < Rows; i++)
                {
                    double exact = Reference(measure, p.AsSpan(i * members * classes, members * classes), members, classes);
                    if (!(Math.Abs(scores[i] - exact) <= 1e-6))
                        Assert.Fail($"{measure}, {members} x {classes}, row {i}: {scores[i]:R}, expected {exact:R}");
                }
            }
        }
    }

    [Fact]
    public void Every_path_has_the_bits_of_the_scalar_twin_for_every_shape_and_number_of_rows()
    {
        foreach ((int members, int classes) in Shapes)
        {
            int most = members * classes > 500 ? 17 : 33;
            float[] all = Sample.Probabilities(most * members, classes);
            foreach (CommitteeMeasure measure in Measures)
            {
                // One row's score does not depend on its place, so the scores of all rows serve for every prefix.
                float[] expected = Score<LanesScalar>(measure, all, members, classes);
                for (int rows = 0; rows <= most; rows++)
                {
                    ReadOnlySpan<float> p = all.AsSpan(0, rows * members * classes);
                    string what = $"{measure}, {rows} x {members} x {classes}";
                    Sample.SameBits(expected.AsSpan(0, rows), Score<Lanes128>(measure, p, members, classes), what + ", vector128");
                    if (Lanes256.IsSupported) Sample.SameBits(expected.AsSpan(0, rows), Score<Lanes256>(measure, p, members, classes), what + ", avx2");
                }
                for (int rows = 0; rows <= 9; rows++)
                {
                    float[] scores = Score<LanesScalar>(measure, all.AsSpan(0, rows * members * classes), members, classes);
                    Sample.SameBits(expected.AsSpan(0, rows), scores, $"{measure}, {members} x {classes}, scalar");
                }
            }
        }
    }

    [Fact]
    public void Every_path_has_the_bits_of_the_scalar_twin_for_every_number_of_members_and_classes()
    {
        for (int members = 1; members <= 12; members++)
        {
            for (int classes = 1; classes <= 20; classes++)
            {
                float[] p = Sample.Probabilities(9 * members, classes, 3);
                foreach (CommitteeMeasure measure in Measures)
                {
                    float[] expected = Score<LanesScalar>(measure, p, members, classes);
                    string what = $"{measure}, {members} x {classes}";
                    Sample.SameBits(expected, Score<Lanes128>(measure, p, members, classes), what + ", vector128");
                    if (Lanes256.IsSupported) Sample.SameBits(expected, Score<Lanes256>(measure, p, members, classes), what + ", avx2");
                }
            }
        }
    }

    [Fact]
    public void A_member_that_is_not_finite_makes_its_row_NaN_wherever_it_stands_and_spoils_no_other()
    {
        float[] bad = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, BitConverter.Int32BitsToSingle(unchecked((int)0xFFF00001))];
        foreach ((int members, int classes) in Shapes)
        {
            const int Rows = 11;
            int width = members * classes;
            float[] clean = Sample.Probabilities(Rows * members, classes);
            foreach (CommitteeMeasure measure in Measures)
            {
                float[] before = Score(measure, clean, members, classes);
                for (int at = 0; at < clean.Length; at += 1 + clean.Length / 13)
                {
                    float[] p = [.. clean];
                    p[at] = bad[at % bad.Length];
                    float[] expected = [.. before];
                    expected[at / width] = float.NaN;
                    string what = $"{measure}, {members} x {classes}, {p[at]} at {at}";
                    Sample.SameBits(expected, Score<LanesScalar>(measure, p, members, classes), what + ", scalar");
                    Sample.SameBits(expected, Score<Lanes128>(measure, p, members, classes), what + ", vector128");
                    if (Lanes256.IsSupported) Sample.SameBits(expected, Score<Lanes256>(measure, p, members, classes), what + ", avx2");
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
        Gen<(int Members, int Classes, float[] P)> shapes =
            from members in Gen.Choose(1, 6)
            from classes in Gen.Choose(1, 12)
            from rows in Gen.Choose(1, 18)
            from p in Gen.ArrayOf(anyFloat, members * classes * rows)
            select (members, classes, p);
        Prop.ForAll(Arb.From(shapes), shape =>
        {
            foreach (CommitteeMeasure measure in Measures)
            {
                float[] expected = Score<LanesScalar>(measure, shape.P, shape.Members, shape.Classes);
                Sample.SameBits(expected, Score<Lanes128>(measure, shape.P, shape.Members, shape.Classes), $"{measure}, vector128");
                if (Lanes256.IsSupported) Sample.SameBits(expected, Score<Lanes256>(measure, shape.P, shape.Members, shape.Classes), $"{measure}, avx2");
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<(int Members, int Classes, float[] P)> Committees =>
        from members in Gen.Choose(1, 12)
        from classes in Gen.Choose(1, 30)
        from seed in Gen.Choose(0, 1_000_000)
        select (members, classes, Sample.Probabilities(5 * members, classes, seed));

    [Fact]
    public void Scores_lie_within_their_ranges() => Prop.ForAll(Arb.From(Committees), c =>
    {
        double least = Math.Min(c.Members, c.Classes);
        foreach (CommitteeMeasure measure in Measures)
        {
            double most = measure switch
            {
                CommitteeMeasure.ConsensusEntropy => Math.Log(c.Classes),
                CommitteeMeasure.VariationRatio => 1 - 1 / least,
                CommitteeMeasure.MaxDisagreement => Math.Log(c.Members),
                CommitteeMeasure.MeanStandardDeviation => 0.5,
                _ => Math.Log(least),
            };
            double lowest = measure is CommitteeMeasure.ConsensusEntropy or CommitteeMeasure.VoteEntropy ? -1e-6 : 0;
            foreach (float score in Score(measure, c.P, c.Members, c.Classes)) Assert.InRange(score, lowest, most + 1e-6);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Members_that_agree_leave_nothing_but_the_consensus() => Prop.ForAll(Arb.From(Committees), c =>
    {
        float[] one = c.P[..c.Classes], all = [.. Enumerable.Repeat(one, c.Members).SelectMany(p => p)];
        foreach (CommitteeMeasure measure in Measures)
        {
            double expected = measure == CommitteeMeasure.ConsensusEntropy ? Sample.Reference(UncertaintyMeasure.Entropy, one) : 0;
            Assert.InRange(Score(measure, all, c.Members, c.Classes)[0], expected - 1e-6, expected + 1e-6);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_members_does_not_matter() => Prop.ForAll(Arb.From(Committees), c =>
    {
        int width = c.Members * c.Classes;
        float[] reversed = [.. c.P.Chunk(width).SelectMany(row => row.Chunk(c.Classes).Reverse().SelectMany(p => p))];
        foreach (CommitteeMeasure measure in Measures)
        {
            float[] before = Score(measure, c.P, c.Members, c.Classes), after = Score(measure, reversed, c.Members, c.Classes);
            for (int i = 0; i < before.Length; i++) Assert.InRange(after[i], before[i] - 2e-6, before[i] + 2e-6);
        }
    }).QuickCheckThrowOnFailure();

    [ProtectedMemoryFact]
    public void Nothing_is_read_or_written_beyond_the_spans()
    {
        using ProtectedMemory input = new(17 * 3600), output = new(17);
        foreach ((int members, int classes) in Shapes)
        {
            for (int rows = 1; rows <= 17; rows++)
            {
                Span<float> p = input.Floats(rows * members * classes), scores = output.Floats(rows);
                p.Fill(1f / classes);
                foreach (CommitteeMeasure measure in Measures)
                {
                    Committee.Run<Lanes128>(measure, p, members, classes, scores);
                    if (Lanes256.IsSupported) Committee.Run<Lanes256>(measure, p, members, classes, scores);
                }
                Committee.Run<LanesScalar>(CommitteeMeasure.VoteEntropy, p, members, classes, scores);
            }
        }
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        foreach ((int members, int classes) in ((int, int)[])[(5, 10), (3, 400), (600, 6)])
        {
            float[] p = Sample.Probabilities(20 * members, classes), scores = new float[20];
            foreach (CommitteeMeasure measure in Measures)
                Assert.Equal(0, Sample.Allocations(() => Committee.Score(measure, p, members, classes, scores)));
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_what_was_found()
    {
        Assert.Contains("7 values", Assert.Throws<ArgumentException>(() => Committee.Score(CommitteeMeasure.VoteEntropy, new float[7], 2, 3, new float[1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Committee.Score(CommitteeMeasure.VoteEntropy, [], 0, 3, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Committee.Score(CommitteeMeasure.VoteEntropy, [], 3, 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Committee.Score((CommitteeMeasure)99, new float[6], 2, 3, new float[1]));
        Committee.Score(CommitteeMeasure.VoteEntropy, [], 2, 3, []);
        Assert.InRange(Committee.RowsPerBlock(5, 10), 8, 4096);
    }
}
