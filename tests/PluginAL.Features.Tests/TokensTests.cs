using PluginAL.Abstractions;
using static PluginAL.Features.Tests.Featurisers;

namespace PluginAL.Features.Tests;

public sealed class TokensTests
{
    private static readonly FieldSchema Schema = new() { Task = LearningTask.Sequence, Text = ["words"] };

    [Fact]
    public void A_token_has_an_indicator_for_each_thing_that_can_be_said_of_it()
    {
        // Always, word, lower case, shape, short shape, and per side: neighbours, the nearest one's shape, the pair; four beginnings, four endings.
        var encoder = Fit("""{"min-count":1}""", Sentence("The", "quick", "Brown42", "fox", "jumps"));
        Assert.Equal(5 + 8 + 4 + 2 + 2, Columns(encoder, 2, "The", "quick", "Brown42", "fox", "jumps").Length);
        Assert.Equal(5 + 6 + 2 + 1 + 1 + 1, Columns(encoder, 0, "The", "quick", "Brown42", "fox", "jumps").Length); // first, three letters, right side alone
        Assert.All(Encode(encoder, 2, "The", "quick", "Brown42", "fox", "jumps").Values, value => Assert.Equal(1f, value));
    }

    [Fact]
    public void Tokens_share_columns_where_they_are_alike()
    {
        var encoder = Fit("""{"min-count":1,"window":0}""", Sentence("x", "Berlin", "berlin", "Madrid", "77", "1066", "y"));
        int Shared(int one, int other)
        {
            string[] sentence = ["x", "Berlin", "berlin", "Madrid", "77", "1066", "y"];
            return Columns(encoder, one, sentence).Intersect(Columns(encoder, other, sentence)).Count();
        }

        Assert.Equal(1 + 1 + 8, Shared(1, 2)); // always, lower case, beginnings and endings
        Assert.Equal(1 + 2, Shared(1, 3)); // always, both shapes
        Assert.Equal(1 + 1, Shared(4, 5)); // always, the short shape 9
    }

    [Fact]
    public void Neighbours_are_told_by_their_place()
    {
        var encoder = Fit("""{"min-count":1,"affixes":0}""", Sentence("a", "m", "b"), Sentence("b", "m", "a"));
        var (left, right) = (Columns(encoder, 1, "a", "m", "b"), Columns(encoder, 1, "b", "m", "a"));
        Assert.Equal(left.Length, right.Length);
        Assert.Equal(5 + 2, left.Intersect(right).Count()); // its own five, the neighbours' shapes
        Assert.Equal(4, left.Except(right).Count()); // two neighbours, two pairs
    }

    [Fact]
    public void What_is_seen_less_often_than_min_count_has_no_column()
    {
        var encoder = Fit("""{"min-count":2,"window":0,"affixes":0}""", Sentence("one", "two"), Sentence("one", "two"), Sentence("three"));
        var seen = Columns(encoder, 0, "one", "two");
        Assert.Equal(6, seen.Length); // always, word, lower case, two shapes, first
        Assert.Equal(4, Columns(encoder, 0, "three").Length); // always, the short shape, first, last
        Assert.Equal(9, encoder.Width); // and for both words that come twice: the word, its lower case; and their full shape
        CoversItsWidth(encoder);
    }

    [Fact]
    public void What_is_saved_encodes_alike()
    {
        var featuriser = Make("tokens", """{"bits":16,"window":1}""");
        var encoder = featuriser.Fit([.. Sentence("Mr", "Grüße", "😀", "x-9")]);
        var loaded = featuriser.Reload(encoder);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(Columns(encoder, i, "Mr", "Grüße", "😀", "x-9"), Columns(loaded, i, "Mr", "Grüße", "😀", "x-9"));
        }

        Assert.Equal(encoder.Saved(), loaded.Saved());
    }

    [Fact]
    public void Columns_are_the_same_on_every_platform()
    {
        var encoder = Fit("""{"min-count":1,"bits":24,"window":0,"affixes":1}""", Sentence("Ab9"));

        // The buckets as they are saved: XXH64 of the indicator's text, seeded by its kind, upper 24 bits.
        var buckets = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(encoder.Saved().AsSpan()[^(8 + (9 * sizeof(int)))..^8]).ToArray();
        ulong[] hashes =
        [
            Hash("", 1), Hash("Ab9", 2), Hash("ab9", 3), Hash("a", 4), Hash("9", 5), Hash("Xx9", 6), Hash("Xx9", 7), Hash("", 8), Hash("", 9),
        ];
        Assert.Equal(hashes.Select(hash => (int)(hash >> 40)).Order(), buckets);

        static ulong Hash(string text, ulong seed) => PluginAL.Encoding.TextHash.Compute(text, seed);
    }

    [Fact]
    public void Records_without_tokens_are_refused()
    {
        Assert.Contains("give --task sequence", Assert.Throws<PluginALException>(() => Make("tokens").StartFit(Text)).Message, StringComparison.Ordinal);
        Assert.Contains("no tokens", Assert.Throws<PluginALException>(() => Make("tokens").StartFit(Schema).Complete()).Message, StringComparison.Ordinal);
        Assert.Throws<PluginALException>(() => new Tokens(new TokensOptions { Window = 9 }));
    }

    private static IFeatureEncoder Fit(string options, params IEnumerable<FieldValues>[] sentences) => Make("tokens", options).Fit(sentences.SelectMany(sentence => sentence));

    private static IEnumerable<FieldValues> Sentence(params string[] tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            yield return new FieldValues(Schema) { Tokens = tokens, Token = i };
        }
    }

    private static (int[] Columns, float[] Values) Encode(IFeatureEncoder encoder, int token, params string[] tokens) =>
        encoder.Encode(new FieldValues(Schema) { Tokens = tokens, Token = token });

    private static int[] Columns(IFeatureEncoder encoder, int token, params string[] tokens) => Encode(encoder, token, tokens).Columns;
}
