using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;
using PluginAL.Scoring.Sequences;

namespace PluginAL.Strategies.Tests.Sequences;

public sealed class SequenceStrategiesTests
{
    /// <summary>Two tags; three sequences of 2, 0 and 1 tokens, worked out by hand.</summary>
    private static readonly double[] Paths = [Math.Log(0.4), Math.Log(0.3), Math.Log(0.2), 0, double.NegativeInfinity, double.NegativeInfinity, Math.Log(0.75), Math.Log(0.25), double.NegativeInfinity];

    private static double H(params double[] p) => -p.Where(value => value > 0).Sum(value => value * Math.Log(value));

    public static TheoryData<string, string, double[]> Expected => new()
    {
        { "token-entropy", "{}", [(H(0.3, 0.7) + H(0.4, 0.6)) / 2, -1, H(0.25, 0.75)] },
        { "token-entropy", """{"aggregate":"sum"}""", [H(0.3, 0.7) + H(0.4, 0.6), -1, H(0.25, 0.75)] },
        { "token-entropy", """{"aggregate":"max"}""", [H(0.4, 0.6), -1, H(0.25, 0.75)] },
        { "token-least-confidence", "{}", [0.35, -1, 0.25] },
        { "token-least-confidence", """{"aggregate":"sum"}""", [0.7, -1, 0.25] },
        { "token-margin", """{"aggregate":"max"}""", [0.8, -1, 0.5] },
        { "token-margin", "{}", [0.7, -1, 0.5] },
        { "mnlp", "{}", [-Math.Log(0.4) / 2, -1, -Math.Log(0.75)] },
        { "mnlp", """{"exponent":0}""", [-Math.Log(0.4), -1, -Math.Log(0.75)] },
        { "sequence-entropy", "{}", [H(0.1, 0.2, 0.3, 0.4), -1, H(0.25, 0.75)] },
        { "sequence-entropy", """{"per":"token"}""", [H(0.1, 0.2, 0.3, 0.4) / 2, -1, H(0.25, 0.75)] },
        { "sequence-entropy", """{"per":"token","overhead":3}""", [H(0.1, 0.2, 0.3, 0.4) / 5, -1, H(0.25, 0.75) / 4] },
        { "n-best-entropy", "{}", [H(4 / 9.0, 3 / 9.0, 2 / 9.0), -1, H(0.25, 0.75)] },
        { "n-best-entropy", """{"paths":2}""", [H(4 / 7.0, 3 / 7.0), -1, H(0.25, 0.75)] },
        { "n-best-entropy", """{"paths":2,"per":"token"}""", [H(4 / 7.0, 3 / 7.0) / 2, -1, H(0.25, 0.75)] },
        { "sequence-least-confidence", "{}", [0.6, -1, 0.25] },
        { "sequence-least-confidence", """{"per":"token"}""", [0.3, -1, 0.25] },
        { "sequence-margin", "{}", [0.9, -1, 0.5] },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Scores_are_those_of_the_formula(string name, string options, double[] expected)
    {
        var scores = Score(name, options, 3, Block(3, Paths));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], scores[i], 1e-6);
        }
    }

    [Theory]
    [InlineData("n-best-entropy")]
    [InlineData("sequence-margin")]
    public void A_model_of_one_path_is_refused(string name)
    {
        var error = Assert.Throws<PluginALException>(() => Score(name, "{}", 3, Block(1, [0, 0, 0])));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains("'paths'", error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_sequences_do_not_saturate_where_the_logarithm_is_asked_for()
    {
        // p = e^-30 and e^-40: 1 − p is 1 in float32 for both.
        var block = new TokenBlock
        {
            Offsets = new int[] { 0, 2, 4 }, TagCount = 1, Marginals = new float[] { 1, 1, 1, 1 }, BestTags = new int[4], PathCount = 1,
            PathLogProbabilities = new double[] { -30, -40 }, Entropies = new double[2],
        };
        var saturated = Score("sequence-least-confidence", "{}", 2, block);
        Assert.Equal(saturated[0], saturated[1]);
        Assert.Equal([30f, 40f], Score("mnlp", """{"exponent":0}""", 2, block));
    }

    [Fact]
    public void What_holds_between_the_measures_holds_for_every_chain()
    {
        var property = Prop.ForAll(Arb.From(Gen.Choose(0, 1_000_000)), seed =>
        {
            var random = new RandomSource((ulong)seed, "chain");
            var (length, tags, paths) = (1 + (int)random.Below(8, 0), 2 + (int)random.Below(3, 1), 4);
            var lattice = new Lattice(new LinearChain(tags, Draw(2, tags * tags)));
            lattice.Read(Draw(3, length * tags));
            var (logs, marginals, best) = (new double[paths], new double[length * tags], new int[length]);
            lattice.BestPaths(logs, []);
            lattice.Marginals(marginals);
            lattice.Viterbi(best);
            var block = new TokenBlock
            {
                Offsets = new int[] { 0, length }, TagCount = tags, Marginals = Array.ConvertAll(marginals, p => (float)p), BestTags = best, PathCount = paths,
                PathLogProbabilities = logs, Entropies = new double[] { lattice.Entropy() },
            };
            var entropy = Score("sequence-entropy", "{}", 1, block)[0];
            var (sum, mean, max) = (Tokens(block, "sum"), Tokens(block, "mean"), Tokens(block, "max"));
            var few = Score("n-best-entropy", """{"paths":2}""", 1, block)[0];
            var more = Score("n-best-entropy", "{}", 1, block)[0];
            const float Slack = 1e-5f;
            // Entropy is subadditive; the mean is below the maximum; the entropy bounds −ln p₁ from above; of more paths there is no less.
            return entropy <= sum + Slack && entropy >= max - Slack && mean <= max + Slack && Math.Abs(sum - (mean * length)) < 1e-4
                && Score("mnlp", """{"exponent":0}""", 1, block)[0] <= entropy + Slack && few <= more + Slack && more <= Math.Log(paths) + Slack
                && Score("sequence-margin", "{}", 1, block)[0] >= Score("sequence-least-confidence", "{}", 1, block)[0] - Slack;

            double[] Draw(int purpose, int count) => [.. Enumerable.Range(0, count).Select(i => 6 * (random.Uniform(purpose, i) - 0.5))];
        });
        Check.One(Config.QuickThrowOnFailure, property);
    }

    [Fact]
    public void A_sequence_scores_the_same_in_any_order()
    {
        foreach (var name in (string[])["token-entropy", "mnlp", "sequence-entropy", "n-best-entropy", "sequence-margin"])
        {
            var together = Score(name, "{}", 3, Block(3, Paths));
            var turned = new TokenBlock
            {
                Offsets = new int[] { 0, 1, 1, 3 }, TagCount = 2, Marginals = new float[] { 0.25f, 0.75f, 0.3f, 0.7f, 0.4f, 0.6f }, BestTags = new int[] { 1, 1, 1 }, PathCount = 3,
                PathLogProbabilities = Paths[6..].Concat(Paths[3..6]).Concat(Paths[..3]).ToArray(), Entropies = new double[] { H(0.25, 0.75), 0, H(0.1, 0.2, 0.3, 0.4) },
            };
            Assert.Equal(together.Reverse(), Score(name, "{}", 3, turned));
        }
    }

    [Fact]
    public void Empty_sequences_are_chosen_last()
    {
        // Rows 10, 15, 20 and 25 have no tokens.
        var context = Strategy.Pool(30);
        var rows = Strategy.Rows(context, "sequence-entropy", 24);
        Assert.Equal([10L, 15, 20, 25], rows[^4..]);
    }

    [Fact]
    public void Cost_aware_divides_by_what_the_pool_says()
    {
        var context = Strategy.Pool(30);
        foreach (var row in context.Candidates.Rows())
        {
            context.Costs[row] = row % 5 == 0 ? 1 : row % 5;
        }

        // The cost of row r being its tokens' number, as per=token has it.
        Assert.Equal(
            Strategy.Rows(context, "sequence-entropy", 10, """{"per":"token"}"""), Strategy.Rows(context, "cost-aware", 10, """{"inner":"sequence-entropy"}"""));
    }

    private static float Tokens(in TokenBlock block, string aggregate) => Score("token-entropy", $$"""{"aggregate":"{{aggregate}}"}""", 1, block)[0];

    private static TokenBlock Block(int paths, double[] logs) => new()
    {
        Offsets = new int[] { 0, 2, 2, 3 }, TagCount = 2, Marginals = new float[] { 0.3f, 0.7f, 0.4f, 0.6f, 0.25f, 0.75f }, BestTags = new int[] { 1, 1, 1 }, PathCount = paths,
        PathLogProbabilities = logs, Entropies = new double[] { H(0.1, 0.2, 0.3, 0.4), 0, H(0.25, 0.75) },
    };

    private static float[] Score(string name, string options, int count, in TokenBlock tokens)
    {
        var scores = new float[count];
        ((IPointwiseStrategy)Strategy.Create(name, options)).Score(new SignalBlock { Count = count, Tokens = tokens }, default, scores);
        return scores;
    }
}
