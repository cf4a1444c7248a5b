using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

public sealed class TranslationMemoryTests
{
    private static readonly RandomSource Random = new(1, "generate");

    public static TheoryData<bool> Layouts => [false, true];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_nearest_texts_are_the_candidates(bool dense)
    {
        // Cosines of (1, 1, 0) with the rows: 1/√2, 1, 0, 1/√2; the first and the last have one text.
        var model = Fit(dense, new() { Temperature = 0.5 }, [1, 0, 0, 2, 2, 0, 0, 0, 1, 0, 3, 0], ["p", "q", "r", "s"], ["the first", "both together now", "none", "the first"]);
        var near = Generate(model, dense, [1, 1, 0])[0];
        var (one, two) = (Math.Exp(1 / 0.5), 2 * Math.Exp(Math.Sqrt(0.5) / 0.5));
        Assert.Equal(["the first", "both together now"], near.Select(candidate => candidate.Text));
        Assert.Equal(Math.Log(two / (one + two)), near[0].LogProbability, 1e-6);
        Assert.Equal(Math.Log(one / (one + two)), near[1].LogProbability, 1e-6);
        Assert.Equal([2, 3], near.Select(candidate => candidate.TokenCount));
        Assert.Equal(["p", "q"], near.Select(candidate => candidate.RoundTrip));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Of_equally_near_rows_the_first_are_kept(bool dense)
    {
        var model = Fit(dense, new() { Neighbours = 2 }, [1, 0, 1, 0, 1, 0, 0, 1], ["a", "b", "c", "d"], ["x", "y", "z", "w"]);
        Assert.Equal(["x", "y"], Generate(model, dense, [5, 0])[0].Select(candidate => candidate.Text));
        Assert.Equal([Math.Log(0.5), Math.Log(0.5)], Generate(model, dense, [5, 0])[0].Select(candidate => Math.Round(candidate.LogProbability, 12)).Select(log => log == Math.Round(Math.Log(0.5), 12) ? Math.Log(0.5) : log));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Without_a_neighbour_every_text_is_as_probable_as_any(bool dense)
    {
        var model = Fit(dense, new() { Neighbours = 3 }, [1, 0, 0, 1, 0, 0, 2, 0, 0, 1, 0, 1], ["a", "b", "c", "d"], ["x y", "z", "x y", "w"]);
        foreach (var row in (float[][])[[0, 1, 0], [0, 0, 0], [float.NaN, 0, 0]])
        {
            var candidates = Generate(model, dense, row)[0];
            Assert.Equal(["x y", "z"], candidates.Select(candidate => candidate.Text));
            Assert.Equal(Math.Log(2 / 4.0), candidates[0].LogProbability, 1e-12);
            Assert.Equal(Math.Log(1 / 4.0), candidates[1].LogProbability, 1e-12);
            Assert.All(candidates, candidate => Assert.Equal(1, candidate.TokenCount));
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_loaded_model_writes_the_same(bool dense)
    {
        var learner = new TranslationMemory(new() { Neighbours = 3 });
        var waves = Data.Waves(20, 6);
        var model = Fit(dense, new() { Neighbours = 3 }, waves, [.. Enumerable.Range(0, 20).Select(i => $"ä{i}")], [.. Enumerable.Range(0, 20).Select(i => $"ö {i % 5}")]);
        var loaded = Data.Reload(learner, model);
        foreach (var (a, b) in Generate(model, dense, Data.Waves(8, 6, 0.3)).Zip(Generate(loaded, dense, Data.Waves(8, 6, 0.3))))
        {
            Assert.NotEmpty(a);
            Assert.Equal(a, b);
            Assert.Equal(1, a.Sum(candidate => Math.Exp(candidate.LogProbability)), 1e-9);
        }

        Assert.Equal(Data.Save(model), Data.Save(loaded));
        var bytes = Data.Save(model);
        for (var i = 0; i < bytes.Length; i += 7)
        {
            Assert.Throws<PluginALException>(() => learner.Load(new MemoryStream(bytes, 0, i)));
            var altered = (byte[])bytes.Clone();
            altered[i] ^= 0x10;
            Assert.Throws<PluginALException>(() => learner.Load(new MemoryStream(altered)));
        }
    }

    [Fact]
    public void Answers_are_texts_or_what_the_first_span_covers()
    {
        Label[] labels = [new SpansLabel([new LabelledSpan(3, 8, -1, "there"), new LabelledSpan(0, 2, -1, "no")]), new SpansLabel([]), new TextLabel("text")];
        var set = new TrainingSet(Data.Dense([1, 0, 0, 0, 1, 0, 0, 0, 1], 3), LearningTask.QuestionAnswering, labels, 0) { Texts = ["a", "b", "c"] };
        var lists = Generate(new TranslationMemory(new()).Fit(set, Data.Context()), true, [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        Assert.Equal(["there", "", "text"], lists.Select(list => list[0].Text));
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        var learner = new TranslationMemory(new());
        Refused("Classification", new TrainingSet(Data.Dense([1], 1), [0], 1));
        Refused("0 texts for 1", new TrainingSet(Data.Dense([1], 1), LearningTask.Translation, [new TextLabel("x")], 0));
        Refused("NumberLabel at row 0", new TrainingSet(Data.Dense([1], 1), LearningTask.Translation, [new NumberLabel(1)], 0) { Texts = ["a"] });
        Refused("not finite in row 0", new TrainingSet(Data.Dense([float.NaN], 1), LearningTask.Translation, [new TextLabel("x")], 0) { Texts = ["a"] });
        Assert.Throws<PluginALException>(() => new TranslationMemory(new() { Temperature = 0 }));
        Assert.Throws<PluginALException>(() => Generate(Fit(true, new(), [1], ["a"], ["x"]), false, [1]));

        void Refused(string says, TrainingSet set) =>
            Assert.Contains(says, Assert.Throws<PluginALException>(() => learner.Fit(set, Data.Context())).Message, StringComparison.Ordinal);
    }

    private static IModel Fit(bool dense, TranslationMemoryOptions options, float[] values, string[] sources, string[] targets)
    {
        var width = values.Length / sources.Length;
        FeatureMatrix features = dense ? Data.Dense(values, width) : Data.Sparse(values, width);
        return new TranslationMemory(options).Fit(
            new TrainingSet(features, LearningTask.Translation, [.. targets.Select(target => new TextLabel(target))], 0) { Texts = sources }, Data.Context());
    }

    private static IReadOnlyList<IReadOnlyList<Candidate>> Generate(IModel model, bool dense, float[] values)
    {
        var generator = (ITextGenerator)model;
        FeatureMatrix features = generator.Width == 1 || !dense ? Data.Sparse(values, generator.Width) : Data.Dense(values, generator.Width);
        var rows = values.Length / generator.Width;
        return generator.Generate(features.Block(0, rows), new string[rows], Random, default);
    }
}
