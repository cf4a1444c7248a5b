using PluginAL.Abstractions;
using PluginAL.Encoding.Records;

namespace PluginAL.Encoding.Tests.Records;

public sealed class FeatureStateTests
{
    private static readonly FeatureState State = new("hash", 7, [1700000000.25, 0.5], [new Vocabulary(["b", "a"]), new Vocabulary(["x"], 3)]);

    [Fact]
    public void It_comes_back_as_it_was_saved()
    {
        using var stream = new MemoryStream();
        State.Save(stream);
        stream.Position = 0;
        var loaded = FeatureState.Load(stream);
        Assert.Equal(State.Hash, loaded.Hash);
        Assert.Equal(("hash", 7), (loaded.SchemaHash, loaded.RecordCount));
        Assert.Equal(State.Numbers, loaded.Numbers);
        Assert.Equal(["a", "b"], loaded.Vocabulary(0).Values);
        Assert.Equal(3, loaded.Vocabulary(1).OverflowCount);
    }

    [Fact]
    public void Its_hash_tells_what_was_learned()
    {
        Assert.Equal(State.Hash, new FeatureState("hash", 7, [1700000000.25, 0.5], [new Vocabulary(["a", "b"]), new Vocabulary(["x"], 3)]).Hash);
        Assert.NotEqual(State.Hash, new FeatureState("hash", 7, [1700000000.25, 0.25], [new Vocabulary(["a", "b"]), new Vocabulary(["x"], 3)]).Hash);
        Assert.NotEqual(State.Hash, new FeatureState("hash", 7, [1700000000.25, 0.5], [new Vocabulary(["a", "c"]), new Vocabulary(["x"], 3)]).Hash);
    }

    [Fact]
    public void An_altered_one_is_refused()
    {
        using var stream = new MemoryStream();
        State.Save(stream);
        var bytes = stream.ToArray();
        bytes[^12] ^= 1;
        Assert.Throws<PluginALException>(() => FeatureState.Load(new MemoryStream(bytes)));
    }

    [Theory]
    [InlineData("a b", "c d", 4)]
    [InlineData("a b c", "c d e", 4)]
    [InlineData("a", "b b c d e f", 3)]
    public void Vocabularies_merged_keep_what_one_pass_keeps(string first, string second, int capacity)
    {
        var (left, right, whole) = (new VocabularyBuilder(capacity), new VocabularyBuilder(capacity), new VocabularyBuilder(capacity));
        foreach (var word in first.Split(' '))
        {
            left.Observe(word);
            whole.Observe(word);
        }

        foreach (var word in second.Split(' '))
        {
            right.Observe(word);
            whole.Observe(word);
        }

        left.Merge(right);
        Assert.Equal(whole.Build().Values, left.Build().Values);
        Assert.Equal(whole.OverflowCount > 0, left.OverflowCount > 0);
    }
}
