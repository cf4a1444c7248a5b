using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests.Texts;

public sealed class TextStrategiesTests
{
    private static double H(params double[] p) => -p.Where(value => value > 0).Sum(value => value * Math.Log(value));

    private static Candidate Says(string text, double p, int tokens = 2, string? back = null) => new(text, Math.Log(p), tokens) { RoundTrip = back };

    [Fact]
    public void The_best_candidate_is_weighed_by_its_length()
    {
        Candidate[][] rows = [[Says("a b", 0.25), Says("c", 0.1)], [], [Says("a b c d", 0.5, 4)]];
        Close([Math.Log(4) / 2, 744.44, Math.Log(2) / 4], Score("normalised-log-probability", rows), 1e-2);
        Close([Math.Log(4), 744.44, Math.Log(2)], Score("normalised-log-probability", rows, """{"exponent":0}"""), 1e-2);
        Close([0.75, 1, 0.5], Score("text-least-confidence", rows));
    }

    [Fact]
    public void Candidates_of_one_meaning_count_as_one()
    {
        Candidate[][] rows =
        [
            [Says("The cat sat.", 0.4), Says("sat the CAT", 0.2), Says("A dog ran", 0.3)],
            [Says("one", 0.5), Says("one!", 0.5)],
            [Says("a b c d", 0.5, 4), Says("a b c e", 0.25, 4)],
            [],
        ];
        Close([H(2 / 3.0, 1 / 3.0), 0, H(2 / 3.0, 1 / 3.0), 744.44], Score("semantic-entropy", rows), 1e-2);
        Close([H(2 / 3.0, 1 / 3.0), 0, 0, 744.44], Score("semantic-entropy", rows, """{"threshold":0.75}"""), 1e-2);
        Close([H(2 / 3.0, 1 / 3.0), 0, H(0.5, 0.5), 744.44], Score("semantic-entropy", rows, """{"weight":"count"}"""), 1e-2);
        var (a, b) = (Math.Pow(0.5, 0.25), Math.Pow(0.25, 0.25));
        Assert.Equal(H(a / (a + b), b / (a + b)), Score("semantic-entropy", rows, """{"weight":"length-normalised"}""")[2], 1e-5);
        // Nothing in common suffices at threshold 0: one meaning.
        Assert.Equal(0, Score("semantic-entropy", rows, """{"threshold":0}""")[0]);
    }

    [Theory]
    [InlineData("", "", 1)]
    [InlineData("a", "", 0)]
    [InlineData("abc", "abc", 1)]
    [InlineData("a bc", "ab c", 1)] // white space is left out
    [InlineData("abc", "xyz", 0)]
    // Precisions 2/3, 1/2, 0, recalls the same: their mean is 7/18.
    [InlineData("abx", "aby", 7 / 18.0)]
    // n = 1: 2/2 and 2/4; n = 2: 1/1 and 1/3. P = 1, R = 5/12; 5 P R ÷ (4 P + R) = 25/53.
    [InlineData("ab", "abcd", 25 / 53.0)]
    public void Character_F_score(string hypothesis, string reference, double expected) => Assert.Equal(expected, CharacterFScore.Of(hypothesis, reference), 1e-12);

    [Fact]
    public void A_round_trip_is_compared_with_the_text()
    {
        Candidate[][] rows = [[Says("x", 1, 1, "abx")], [], [Says("x", 1, 1, "aby")]];
        Close([1 - (7 / 18.0), 1, 0], Score("round-trip", rows, texts: ["aby", "aby", "aby"]));
        var error = Assert.Throws<PluginALException>(() => Score("round-trip", [[Says("x", 1)]], texts: ["a"]));
        Assert.Contains("round-trip", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Usage, error.Kind);
    }

    [Fact]
    public void Sentence_bleu_by_hand()
    {
        // n = 1: 3/4; n = 2: (1 + 1)/(3 + 1); n = 3: 1/3; n = 4: 1/2.
        var expected = Math.Pow(0.75 * 0.5 * (1 / 3.0) * 0.5, 0.25);
        Assert.Equal(expected, Bleu("a b x c", "a b c d"), 1e-12);
        // Two tokens for four: all are there, but for the penalty e^(1 − 4/2).
        Assert.Equal(Math.Exp(-1), Bleu("a b", "a b c d"), 1e-12);
        Assert.Equal(1, Bleu("a b c d", "a b c d"), 1e-12);
        Assert.Equal(0, Bleu("x", "a"));
        var apart = 1 - expected;
        Close([apart * apart, 0, 1, 0], Score("bleu-variance", [[Says("a b x c", 0.5), Says("a b c d", 0.5)], [Says("a", 1)], [], [Says("a b", 0.5), Says("A b", 0.5)]]));

        static double Bleu(string a, string b) => SentenceBleu.Of(TextTokens.Of(a, true), TextTokens.Of(b, true));
    }

    [Fact]
    public void A_row_of_NaN_scores_NaN()
    {
        Candidate[][] rows = [[new Candidate("a", double.NaN, 1), new Candidate("b", double.NaN, 1)]];
        foreach (var name in (string[])["normalised-log-probability", "text-least-confidence", "semantic-entropy"])
        {
            Assert.True(float.IsNaN(Score(name, rows)[0]), name);
        }
    }

    private static float[] Score(string name, Candidate[][] rows, string options = "{}", string[]? texts = null)
    {
        var scores = new float[rows.Length];
        int[] offsets = [0, .. rows.Select((_, i) => rows.Take(i + 1).Sum(row => row.Length))];
        var block = new SignalBlock
        {
            Count = rows.Length, Candidates = new CandidateBlock { Offsets = offsets, All = rows.SelectMany(row => row).ToArray() }, Texts = texts,
        };
        ((IPointwiseStrategy)Strategy.Create(name, options)).Score(block, default, scores);
        return scores;
    }

    private static void Close(double[] expected, float[] actual, double tolerance = 1e-6)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
