using FsCheck;
using FsCheck.Fluent;

namespace PluginAL.Encoding.Tests;

public sealed class TextHashTests
{
    [Theory]
    [InlineData("", 0u, 0xEF46DB3751D8E999)]
    [InlineData("", 2654435761u, 0xAC75FDA2929B17EF)]
    [InlineData("a", 0u, 0xD24EC4F1A98C6E5B)]
    [InlineData("a", 2654435761u, 0x393DA8B78992279B)]
    [InlineData("abc", 0u, 0x44BC2CF5AD770999)]
    [InlineData("abc", 2654435761u, 0x1318DF30094A85FD)]
    [InlineData("message digest", 0u, 0x066ED728FCEEB3BE)]
    [InlineData("1234567890123456789012345678901", 0u, 0x8F367CB873A5376E)]
    [InlineData("Nobody inspects the spammish repetition", 0u, 0xFBCEA83C8A378BF1)]
    [InlineData("Nobody inspects the spammish repetition", 2654435761u, 0x56DB22DD5B051147)]
    public void Hash_of_text_is_xxh64_of_its_utf8(string text, ulong seed, ulong expected)
    {
        Assert.Equal(expected, TextHash.Compute(text, seed));
        Assert.Equal(expected, TextHash.Compute(System.Text.Encoding.UTF8.GetBytes(text), seed));
    }

    [Theory]
    [InlineData(32, 0u, 0xCBF59C5116FF32B4)]
    [InlineData(64, 0u, 0xF7C67301DB6713F0)]
    [InlineData(101, 0u, 0xE99038495F85381E)]
    [InlineData(101, 2654435761u, 0xA1C6D4174C37136D)]
    public void Hash_of_bytes_is_xxh64(int length, ulong seed, ulong expected) =>
        Assert.Equal(expected, TextHash.Compute([.. Enumerable.Range(0, length).Select(i => (byte)i)], seed));

    [Fact]
    public void Text_and_its_utf8_have_one_hash() => Prop.ForAll<string>(text =>
    {
        text = string.Concat(Enumerable.Repeat((text ?? "") + "é北😀", 40));
        return TextHash.Compute(text) == TextHash.Compute(System.Text.Encoding.UTF8.GetBytes(text));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lone_surrogate_counts_as_replacement_character() => Assert.Equal(TextHash.Compute("a\uFFFDb"), TextHash.Compute("a\uD800b"));

    [Fact]
    public void Combining_depends_on_order()
    {
        var (a, b) = (TextHash.Compute("a"), TextHash.Compute("b"));
        Assert.NotEqual(TextHash.Combine(a, b), TextHash.Combine(b, a));
        Assert.NotEqual(a, TextHash.Combine(a, a));
    }

    [Fact]
    public void Combined_hashes_fill_buckets_evenly()
    {
        var words = Enumerable.Range(0, 512).Select(i => TextHash.Compute($"word{i}")).ToArray();
        var counts = new int[256];
        foreach (var a in words)
        {
            foreach (var b in words)
            {
                counts[TextHash.Combine(a, b) >> 56]++;
            }
        }

        // 262,144 pairs in 256 buckets: chi-squared with 255 degrees of freedom, 99.9% below 331.
        const double Expected = 512.0 * 512 / 256;
        Assert.InRange(counts.Sum(c => (c - Expected) * (c - Expected) / Expected), 180, 340);
    }
}
