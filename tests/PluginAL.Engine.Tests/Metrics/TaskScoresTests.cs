using PluginAL.Engine.Metrics;

namespace PluginAL.Engine.Tests.Metrics;

public sealed class TaskScoresTests
{
    [Fact]
    public void Labels_are_right_only_all_together_and_labels_that_no_row_has_do_not_count()
    {
        var scores = new MultiLabelScores(4);
        scores.Add([0, 1], [0, 1]);
        scores.Add([0], [0, 3]);
        scores.Add([], []);
        scores.Add([1, 2], [2]);
        Assert.Equal(0.5, scores.SubsetAccuracy);

        // Label 0: 2·2/4; label 1: 2·1/3; label 2: 2·1/2.
        Assert.Equal((1 + (2.0 / 3) + 1) / 3, scores.MacroF1, 1e-15);
        Assert.True(double.IsNaN(new MultiLabelScores(2).MacroF1));
    }

    [Fact]
    public void Errors_of_numbers_by_hand()
    {
        var scores = new NumberScores();
        foreach (var (truth, predicted) in new[] { (1.0, 2.0), (2, 2), (4, 3), (5, 7) })
        {
            scores.Add(truth, predicted);
        }

        // Errors 1, 0, 1, 4; spread around 3: 4, 1, 1, 4.
        Assert.Equal(Math.Sqrt(6.0 / 4), scores.RootMeanSquaredError, 1e-15);
        Assert.Equal(1 - (6.0 / 10), scores.R2, 1e-15);
        var same = new NumberScores();
        same.Add(3, 3);
        same.Add(3, 4);
        Assert.True(double.IsNaN(same.R2));
    }

    [Theory]
    [InlineData("B-A I-A O B-B", "0-2 A, 3-4 B")]
    [InlineData("I-A I-A O I-B I-A", "0-2 A, 3-4 B, 4-5 A")]
    [InlineData("B-A B-A I-B", "0-1 A, 1-2 A, 2-3 B")]
    [InlineData("O O", "")]
    [InlineData("B-A I-A E-A I-A S-A I-A", "0-3 A, 3-4 A, 4-5 A, 5-6 A")]
    [InlineData("NOUN B-A VERB", "1-2 A")]
    [InlineData("", "")]
    public void Malformed_marks_begin_an_entity_where_the_shared_task_says(string tags, string entities)
    {
        var names = tags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new SequenceScores(names).Entities([.. Enumerable.Range(0, names.Length)]);
        Assert.Equal(entities, string.Join(", ", found.OrderBy(entity => entity.Start).Select(entity => $"{entity.Start}-{entity.End} {entity.Type}")));
    }

    [Fact]
    public void Tokens_and_entities_by_hand()
    {
        string[] names = ["O", "B-A", "I-A", "B-B"];
        var scores = new SequenceScores(names);
        scores.Add([1, 2, 0, 3], [1, 2, 0, 1]);
        scores.Add([1, 2, 2], [1, 2, 0]);
        scores.Add([], []);

        // Right: the first A. True: A, B, A; predicted: A, A, A.
        Assert.Equal(5.0 / 7, scores.TokenAccuracy);
        Assert.Equal(2.0 / 6, scores.EntityF1);
        var none = new SequenceScores(names);
        none.Add([0, 0], [0, 0]);
        Assert.True(double.IsNaN(none.EntityF1));
    }

    /// <summary>Expected: the definitions of sacreBLEU written down once more in Python, which gives the figure of its documentation (48.530827 for two references) and
    /// those of its tests (63.361730 and 64.130270, with beta 3).</summary>
    public static TheoryData<string[], string[], double, double> Corpora => new()
    {
        {
            ["The dog bit the man.", "It was not unexpected.", "The man bit him first."],
            ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."], 45.06750632106114, 50.0430636065823
        },
        { ["the cat sat on the mat"], ["a cat"], 0, 12.716071011445923 },
        {
            ["It costs $1,234.5 & more or less 3-4 kg; he said \"no\"."],
            ["It cost $1,234.50 &amp; more-or-less 3-4 kg, he said: \"no\"!"], 22.0294066346937, 54.32562096819921
        },
        { ["Zażółć gęsią jaźn 😀😀"], ["Zażółć gęślą jaźń 😀"], 15.97357760615681, 49.14686329407668 },
        { ["the cat sat", "on the mat"], ["xyz", ""], 0, 0 },
        { ["The quick brown fox jumps.", "Over it."], ["The quick brown fox jumps.", "Over it."], 100, 100 },
        {
            ["risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists ."],
            [" risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists ."], double.NaN, 63.43165368117262
        },
        {
            ["Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich."],
            ["      Die    Beziehung zwischen  Obama und Netanjahu ist nicht gerade  freundlich. "], double.NaN, 64.818123726097
        },
    };

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Texts_are_scored_as_sacrebleu_does(string[] references, string[] written, double bleu, double chrf)
    {
        var scores = new TranslationScores();
        foreach (var (reference, text) in references.Zip(written))
        {
            scores.Add(reference, text);
        }

        Assert.Equal(chrf, scores.ChrF, 1e-9);
        if (!double.IsNaN(bleu))
        {
            Assert.Equal(bleu, scores.Bleu, 1e-9);
        }
    }

    [Fact]
    public void Tokens_are_those_of_13a() => Assert.Equal(
        ["It", "cost", "$", "1,234.50", "&", "more-or-less", "3", "-", "4", "kg", ",", "he", "said", ":", "\"", "no", "\"", "!"],
        TranslationScores.Tokenise("It cost $1,234.50 &amp; more-or-less 3-4 kg, he said: \"no\"!"));

    [Fact]
    public void Answers_by_hand()
    {
        var scores = new AnswerScores();
        scores.Add(["The Eiffel Tower", "Paris"], "eiffel tower!");
        scores.Add(["a blue, old house"], "the old house of Ann");
        scores.Add([], "");
        scores.Add([], "something");

        // Second: "blue old house" against "old house of ann": 2·2/(3 + 4).
        Assert.Equal(2.0 / 4, scores.ExactMatch);
        Assert.Equal((1 + (4.0 / 7) + 1 + 0) / 4, scores.TokenF1, 1e-15);
        var twice = new AnswerScores();
        twice.Add(["x x y"], "x x x");
        Assert.Equal(2.0 * 2 / 6, twice.TokenF1, 1e-15);
    }
}
