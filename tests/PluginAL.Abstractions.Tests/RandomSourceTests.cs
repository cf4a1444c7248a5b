namespace PluginAL.Abstractions.Tests;

public sealed class RandomSourceTests
{
    // Known answers that the authors of Philox publish with their library, for ten rounds.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_answers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3) =>
        Assert.Equal((x0, x1, x2, x3), RandomSource.Philox(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void The_same_key_gives_the_same_draws_whatever_was_drawn_before()
    {
        var first = new RandomSource(7, "select", 3);
        var bits = first.Bits(123_456_789_012);
        _ = first.Bits(1);
        Assert.Equal(bits, new RandomSource(7, "select", 3).Bits(123_456_789_012));
    }

    [Fact]
    public void Seed_purpose_round_row_and_draw_each_change_the_draw()
    {
        var draws = new[]
        {
            new RandomSource(7, "select", 3).Bits(5),
            new RandomSource(8, "select", 3).Bits(5),
            new RandomSource(7, "initial", 3).Bits(5),
            new RandomSource(7, "select", 4).Bits(5),
            new RandomSource(7, "select", 3).Bits(6),
            new RandomSource(7, "select", 3).Bits(5L + (1L << 32)),
            new RandomSource(7, "select", 3).Bits(5, 1),
            new RandomSource(7, "select", 3).For("kmeans").Bits(5),
        };
        Assert.Equal(draws.Length, draws.Distinct().Count());
    }

    [Fact]
    public void Uniform_draws_fill_the_unit_interval_evenly()
    {
        var source = new RandomSource(1, "test");
        var bins = new int[16];
        double sum = 0;
        const int Draws = 160_000;
        for (var i = 0; i < Draws; i++)
        {
            var u = source.Uniform(i);
            Assert.InRange(u, 0, 1 - double.Epsilon);
            bins[(int)(u * bins.Length)]++;
            sum += u;
        }

        Assert.InRange(sum / Draws, 0.497, 0.503);
        Assert.All(bins, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Below_stays_below_its_limit_and_reaches_every_value()
    {
        var source = new RandomSource(2, "below");
        var seen = Enumerable.Range(0, 2_000).Select(i => source.Below(7, i)).ToArray();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], seen.Distinct().Order());
    }
}
