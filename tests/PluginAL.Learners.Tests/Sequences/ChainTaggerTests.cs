using System.Security.Cryptography;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests.Sequences;

/// <summary>What holds for both learners of sequences.</summary>
public sealed class ChainTaggerTests
{
    public static TheoryData<string> Names => ["crf", "hmm"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loaded_model_says_the_same_bits(string name)
    {
        foreach (var dense in (bool[])[false, true])
        {
            var set = Toy.Set(30, dense);
            var model = Create(name).Fit(set, Data.Context());
            var loaded = Data.Reload(Create(name), model);
            var (a, b) = (new Tagging(model, set.Tokens!), new Tagging(loaded, set.Tokens!));
            Assert.Equal(a.Marginals, b.Marginals);
            Assert.Equal(a.BestTags, b.BestTags);
            Assert.Equal(a.Paths, b.Paths);
            Assert.Equal(a.Entropies, b.Entropies);
            Assert.Equal(Data.Save(model), Data.Save(loaded));
            Assert.Equal(Data.Save(Create(name).Fit(set, Data.Context(model))), Data.Save(Create(name).Fit(set, Data.Context(loaded))));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Truncated_and_altered_models_are_refused(string name)
    {
        var bytes = Data.Save(Create(name).Fit(Toy.Set(5), Data.Context()));
        for (var i = 0; i < bytes.Length; i += 3)
        {
            Assert.Equal(ErrorKind.Input, Assert.Throws<PluginALException>(() => Create(name).Load(new MemoryStream(bytes, 0, i))).Kind);
            var altered = (byte[])bytes.Clone();
            altered[i] ^= 0x10;
            Assert.Throws<PluginALException>(() => Create(name).Load(new MemoryStream(altered)));
        }

        var other = name == "crf" ? "hmm" : "crf";
        Assert.Contains(name, Assert.Throws<PluginALException>(() => Create(other).Load(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crf", "D842B0AD3EF27008")]
    [InlineData("hmm", "CF79034A5D20D249")]
    public void Models_and_predictions_have_their_known_bits(string name, string expected)
    {
        var set = Toy.Set(25);
        var model = Create(name).Fit(set, Data.Context(Create(name).Fit(Toy.Set(10), Data.Context())));
        var said = new Tagging(model, set.Tokens!);
        byte[] bytes =
        [
            .. Data.Save(model), .. said.Marginals.SelectMany(BitConverter.GetBytes), .. said.Paths.SelectMany(BitConverter.GetBytes), .. said.Entropies.SelectMany(BitConverter.GetBytes),
        ];
        Assert.Equal(expected, Convert.ToHexString(SHA256.HashData(bytes))[..16]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_tag_is_said_with_certainty(string name)
    {
        var set = Toy.Words(3, 3, ([0, 1], [2, 2]), ([], []), ([2], [2]));
        var said = new Tagging(Create(name).Fit(set, Data.Context()), set.Tokens!);
        Assert.Equal([2, 2, 2], said.BestTags);
        Assert.Equal([0f, 0f, 1f], said.Marginals[..3]);
        Assert.Equal([0d, 0d, 0d], said.Entropies);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal((0, double.NegativeInfinity), (said.Paths[5 * i], said.Paths[(5 * i) + 1])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_token_that_is_not_a_number_spoils_its_sequence_alone(string name)
    {
        var model = Create(name).Fit(Toy.Words(2, 2, ([0, 1], [0, 1]), ([1, 0], [1, 0])), Data.Context());
        var features = new SparseFeatures(2);
        features.Append([0], [float.NaN]);
        features.Append([1], [1]);
        features.Append([1], [1]);
        var said = new Tagging(model, new ListedTokens(features, [0, 2, 3]));
        Assert.All(said.Marginals[..4], p => Assert.True(float.IsNaN(p)));
        Assert.True(double.IsNaN(said.Entropies[0]) && double.IsNaN(said.Paths[0]));
        Assert.True(double.IsFinite(said.Entropies[1]) && said.Paths[5] < 0);
        Assert.Equal(1, said.Marginals[4] + said.Marginals[5], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sequences_are_said_alike_alone_and_together(string name)
    {
        var set = Toy.Set(20);
        var tagger = (ISequenceTagger)Create(name).Fit(set, Data.Context());
        var together = new Tagging(tagger, set.Tokens!);
        for (var i = 0; i < 20; i++)
        {
            var (first, end) = (together.Offsets[i], together.Offsets[i + 1]);
            if (first == end)
            {
                Assert.Equal((0d, 0d), (together.Entropies[i], together.Paths[5 * i]));
                continue;
            }

            var (marginals, tags, paths, entropies) = (new float[(end - first) * 4], new int[end - first], new double[5], new double[1]);
            tagger.PredictTokens(
                new TokenRows { Tokens = set.Tokens!.Features.Block(first, end - first), Offsets = new int[] { 0, end - first } },
                new TokenTarget { Marginals = marginals, BestTags = tags, PathLogProbabilities = paths, Entropies = entropies });
            Assert.Equal(together.Marginals[(first * 4)..(end * 4)], marginals);
            Assert.Equal(together.BestTags[first..end], tags);
            Assert.Equal(together.Paths[(5 * i)..((5 * i) + 5)], paths);
            Assert.Equal(together.Entropies[i], entropies[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_cannot_be_learned_from_is_refused(string name)
    {
        Refused("Classification", new TrainingSet(Data.Dense([1, 2], 1), [0, 1], 2));
        var tokens = new ListedTokens(Data.Dense([1, 2, 3], 1), [0, 2, 3]);
        Refused("tags for the 2 tokens of row 0", Toy.Make(tokens, [new TagsLabel([0]), new TagsLabel([1])], 2));
        Refused("tag 2 in row 1", Toy.Make(tokens, [new TagsLabel([0, 1]), new TagsLabel([2])], 2));
        Refused("ClassLabel at row 1", Toy.Make(tokens, [new TagsLabel([0, 1]), new ClassLabel(1)], 2));
        Refused("no labelled token", Toy.Words(2, 2, ([], [])));
        Refused("column 0", Toy.Make(new ListedTokens(Data.Dense([1, float.NaN], 1), [0, 2]), [new TagsLabel([0, 1])], 2));

        void Refused(string says, TrainingSet set)
        {
            var error = Assert.Throws<PluginALException>(() => Create(name).Fit(set, Data.Context()));
            Assert.Equal(ErrorKind.Input, error.Kind);
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
            Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_of_another_shape_are_refused(string name)
    {
        var model = Create(name).Fit(Toy.Words(2, 2, ([0, 1], [0, 1])), Data.Context());
        Assert.Throws<PluginALException>(() => new Tagging(model, new ListedTokens(Data.Sparse([1, 2, 3], 3), [0, 1])));
        Assert.Throws<PluginALException>(() => new Tagging(model, new ListedTokens(Data.Dense([1, 2], 2), [0, 1])));
    }

    private static ILearner Create(string name) => (ILearner)new LearnersRegistration().Plugins.Single(plugin => plugin.Attribute.Name == name).Create(null);
}
