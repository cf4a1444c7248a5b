using PluginAL.Abstractions;
using static PluginAL.Strategies.Tests.Observed;
using static PluginAL.Strategies.Tests.Streams.StreamCalls;

namespace PluginAL.Strategies.Tests.Streams;

public sealed class StreamStrategyTests
{
    // Two close rows, one far away, one close to the first.
    private static readonly float[] Rows = [0, 0, 1, 0, 9, 9, 0.5f, 0, 9, 8, -5, 0];

    private static readonly float[] Probabilities = [0.6f, 0.4f, 0.5f, 0.5f, 0.9f, 0.1f, 0.7f, 0.3f, 0.8f, 0.2f, 0.5f, 0.5f];

    public static TheoryData<string> Names => [.. Strategy.Registered.Where(plugin => plugin.Attribute.Kind == PluginKind.StreamStrategy).Select(plugin => plugin.Attribute.Name)];

    [Fact]
    public void A_row_is_dense_where_it_is_the_nearest_so_far_to_one_before()
    {
        // Row 1 is the first neighbour of row 0. Row 2 is far from both, which are nearer to each other. Row 3 lies between 0 and 1. Row 4 is nearer to 2 than 1 was.
        // Row 5 is far from all.
        var utilities = Score(Scorer("density"), Context(0.1), Rows, 2, Probabilities);
        Assert.Equal([true, false, true, false, false, true], utilities.Select(double.IsNaN));
        Equal([1, 0.6, 0.4], [utilities[1], utilities[3], utilities[4]]);

        // A row that comes again is nearer than all before; one that comes a third time is not.
        Assert.Equal([true, false, false, true], Score(Scorer("density"), Context(0.1), [1, 5, 5, 5], 1, [.. Enumerable.Repeat(0.5f, 8)]).Select(double.IsNaN));
    }

    [Fact]
    public void What_leaves_the_window_is_forgotten()
    {
        // Row 0's neighbour is 1 away; the last row is nearer to it, unless it is forgotten.
        float[] rows = [0, 1, 1.1f, -0.5f];
        var halves = Enumerable.Repeat(0.5f, 8).ToArray();
        Assert.Equal([true, false, false, false], Score(Scorer("density"), Context(0.1), rows, 1, halves).Select(double.IsNaN));
        Assert.Equal([true, false, false, true], Score(Scorer("density", """{"window":1}"""), Context(0.1), rows, 1, halves).Select(double.IsNaN));
    }

    [Fact]
    public void The_weakest_memory_is_forgotten_first()
    {
        // Two are remembered. Row 0 was met by row 1, row 1 never; when row 2 comes, far from both, their strengths are exp(−1 ÷ 2) and exp(−1), and row 1 goes. So
        // the last row, which lies beside it, is nearer to none of those remembered; where three are, it is.
        float[] rows = [0, 10, -25, 10.1f];
        float[] probabilities = [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.8f, 0.2f];
        Assert.Equal([true, false, true, true], Score(Scorer("cognitive", """{"window":2}"""), Context(0.1), rows, 1, probabilities).Select(double.IsNaN));
        Assert.Equal(0.2, Score(Scorer("cognitive", """{"window":3}"""), Context(0.1), rows, 1, probabilities)[3], 1e-6);
        Assert.True(double.IsNaN(Score(Scorer("cognitive", """{"window":3,"density":2}"""), Context(0.1), rows, 1, probabilities)[3]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_in_one_block_or_one_by_one_score_alike_also_after_a_restart(string name)
    {
        var (rows, probabilities) = Drawn();
        var whole = Score(Scorer(name), Labelled(), rows, 3, probabilities);
        var strategy = Scorer(name);
        for (var i = 0; i < 60; i++)
        {
            if (i == 30)
            {
                using var state = new MemoryStream();
                strategy.SaveState(state);
                state.Position = 0;
                strategy = Scorer(name);
                strategy.RestoreState(state);
                Assert.Equal(state.Length, state.Position);
            }

            Assert.Equal(whole[i], Score(strategy, Labelled(), rows[(i * 3)..((i + 1) * 3)], 3, probabilities[(2 * i)..((2 * i) + 2)], i)[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_of_extreme_size_score_as_ordinary_ones(string name)
    {
        var (rows, probabilities) = Drawn();
        var ordinary = Score(Scorer(name), Labelled(), rows, 3, probabilities);
        Assert.True(ordinary.Distinct().Count() > 2);
        foreach (var exponent in (int[])[66, -100])
        {
            var unit = (float)Math.ScaleB(1, exponent);
            Equal(ordinary, Score(Scorer(name), Labelled(unit), Array.ConvertAll(rows, value => value * unit), 3, probabilities), 1e-6);
        }
    }

    // Observed from another library: cost_reduction(m_max=2), and with costs and m_max=1. Numbers near zero are rounding there.
    [Fact]
    public void The_gain_of_imagined_labels_agrees_with_another_library()
    {
        var gain = new ErrorGain(2, 2, 0.001);
        Equal(
            [8.311159160692607e-05, 0.09996001599360266, 0.49900199600798395, 0],
            [gain.Of([1, 0]), gain.Of([2, 2]), gain.Of([0, 0]), gain.Of([5, 1])],
            1e-12);
        var costly = new ErrorGain(3, 1, 0.001, [[0, 1, 5], [2, 0, 1], [1, 3, 0]]);
        Equal([0, 4.9932568635391306e-08], [costly.Of([1, 0, 1]), costly.Of([2, 2, 0])], 1e-12);
    }

    [Fact]
    public void Probabilistic_active_learning_agrees_with_another_library() => Equal(
        [0.0840548251028354, 0.07810378641849236, 0.004585915928561002, 0.008249632250885541],
        Scores(Points(0, 3, 5, 7), "mcpal", """{"gamma":1,"prior":1,"lookahead":1}"""),
        1e-6);

    [Fact]
    public void In_a_stream_the_gain_is_that_of_the_labels_nearby()
    {
        // Where the model's shares are those of the window, stream and pool agree.
        var context = Points(0, [0, 3, 5, 7]);
        var known = new DenseFeatures(2);
        foreach (var row in (int[])[0, 3, 5, 7])
        {
            known.Append(X.AsSpan(row * 2, 2));
        }

        var model = (IClassifier)context.Model!;
        var probabilities = new float[8];
        float[] rows = [.. new[] { 1, 2, 4, 6 }.SelectMany(row => X[(row * 2)..((row * 2) + 2)])];
        model.PredictProbabilities(FeatureBlock.Dense(rows, 4, 2), probabilities);
        Equal(
            Scores(Points(0, [0, 3, 5, 7]), "mcpal", """{"gamma":1}"""),
            Score(Scorer("probabilistic", """{"gamma":1}"""), Context(0.1) with { Labels = [0, 1, 1, 0], LabelledEmbeddings = known }, rows, 2, probabilities),
            1e-5);
    }

    /// <summary>Sixty rows of three values with the probabilities of two classes.</summary>
    private static (float[] Rows, float[] Probabilities) Drawn()
    {
        var random = new RandomSource(2, "rows");
        var (rows, probabilities) = (new float[60 * 3], new float[60 * 2]);
        for (var i = 0; i < 60; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                rows[(i * 3) + j] = (float)random.Uniform(i, j);
            }

            probabilities[2 * i] = (float)random.Uniform(i, 5);
            probabilities[(2 * i) + 1] = 1 - probabilities[2 * i];
        }

        return (rows, probabilities);
    }

    private static StreamContext Labelled(float unit = 1)
    {
        var known = new DenseFeatures(3);
        known.Append([0.1f * unit, 0.2f * unit, 0.3f * unit, 0.9f * unit, 0.5f * unit, 0.1f * unit]);
        return Context(0.1) with { Labels = [0, 1], LabelledEmbeddings = known };
    }
}
