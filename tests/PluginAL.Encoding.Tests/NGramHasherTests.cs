namespace PluginAL.Encoding.Tests;

public sealed class NGramHasherTests
{
    private static readonly ulong A = TextHash.Compute("a"), B = TextHash.Compute("b"), C = TextHash.Compute("c");

    [Fact]
    public void Grams_come_by_first_token_and_then_by_length()
    {
        var ab = TextHash.Combine(A, B);
        var bc = TextHash.Combine(B, C);
        Assert.Equal([A, ab, TextHash.Combine(ab, C), B, bc, C], new NGramHasher(TokenUnit.Words, 1, 3).Hash("A b, c").ToArray());
        Assert.Equal([ab, bc], new NGramHasher(TokenUnit.Words, 2, 2).Hash("a b c").ToArray());
        Assert.Equal([A, B, C], new NGramHasher(TokenUnit.Words).Hash("a b c").ToArray());
    }

    [Fact]
    public void Text_with_fewer_tokens_than_the_shortest_gram_has_none()
    {
        Assert.Empty(new NGramHasher(TokenUnit.Words, 2, 3).Hash("alone").ToArray());
        Assert.Empty(new NGramHasher(TokenUnit.Words, 1, 3).Hash("").ToArray());
    }

    [Fact]
    public void Word_grams_of_chinese_are_character_grams() => Assert.Equal(
        new NGramHasher(TokenUnit.Characters, 1, 2).Hash("北京欢迎你").ToArray(), new NGramHasher(TokenUnit.Words, 1, 2).Hash("北京欢迎你").ToArray());

    [Fact]
    public void Seed_changes_every_hash() => Assert.Empty(
        new NGramHasher(TokenUnit.Words, 1, 2, seed: 1).Hash("a b c").ToArray().Intersect(new NGramHasher(TokenUnit.Words, 1, 2).Hash("a b c").ToArray()));

    [Fact]
    public void Long_texts_grow_the_buffers_and_later_ones_do_not()
    {
        var text = string.Join(' ', Enumerable.Range(0, 5000));
        var hasher = new NGramHasher(TokenUnit.WordsAndSymbols, 1, 2);
        Assert.Equal(9999, hasher.Hash(text).Length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            hasher.Hash(text);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 9)]
    public void Lengths_out_of_range_are_refused(int min, int max) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NGramHasher(TokenUnit.Words, min, max));
}
