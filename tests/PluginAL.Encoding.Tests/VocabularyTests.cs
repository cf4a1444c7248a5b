using FsCheck;
using FsCheck.Fluent;

namespace PluginAL.Encoding.Tests;

public sealed class VocabularyTests
{
    [Fact]
    public void Values_are_numbered_in_ordinal_order()
    {
        var vocabulary = Build(10, "b", "a", "B", "b");
        Assert.Equal(["B", "a", "b"], vocabulary.Values);
        Assert.Equal([0, 1, 2, -1], new[] { "B", "a", "b", "c" }.Select(v => vocabulary.NumberOf(v)));
        Assert.Equal((3, 0L, false), (vocabulary.Size, vocabulary.OverflowCount, vocabulary.HasOther));
    }

    [Fact]
    public void First_values_are_kept_and_later_ones_are_counted_as_other()
    {
        var vocabulary = Build(2, "z", "y", "a", "z", "a", "b");
        Assert.Equal(["y", "z"], vocabulary.Values);
        Assert.Equal((3, 3L, true), (vocabulary.Size, vocabulary.OverflowCount, vocabulary.HasOther));
        Assert.Equal([2, 2, 2, 0], new[] { "a", "b", "never seen", "y" }.Select(v => vocabulary.NumberOf(v)));
    }

    [Fact]
    public void Known_values_are_looked_up_without_allocating()
    {
        var vocabulary = Build(2, "yes", "no");
        var text = "yes no maybe";
        _ = vocabulary.NumberOf(text.AsSpan(0, 3));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(vocabulary.NumberOf(text.AsSpan(0, 3)) == 1 && vocabulary.NumberOf(text.AsSpan(7)) == -1);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Vocabulary_comes_back_as_it_was_written()
    {
        Prop.ForAll<string[], PositiveInt>((values, capacity) =>
        {
            var written = Build(capacity.Get, [.. values.Select(v => v ?? "\uD800")]);
            using var stream = new MemoryStream();
            EncoderState.Save(stream, "test", 1, written.Write);
            stream.Position = 0;
            var read = EncoderState.Load(stream, "test", 1, (reader, _) => Vocabulary.Read(reader));
            Assert.Equal(written.Values, read.Values);
            Assert.Equal(written.OverflowCount, read.OverflowCount);
        }).QuickCheckThrowOnFailure();
    }

    private static Vocabulary Build(int capacity, params string[] values)
    {
        var builder = new VocabularyBuilder(capacity);
        foreach (var value in values)
        {
            builder.Observe(value);
        }

        return builder.Build();
    }
}
