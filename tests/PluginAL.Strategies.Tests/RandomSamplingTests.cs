using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

public sealed class RandomSamplingTests
{
    private static readonly RandomSource Source = new(5, "select", 1);

    // Computed apart from this code, with exact fractions.
    private static readonly uint[] Pinned = [1075066494, 1070932047, 1074875050, 1092379648, 1068454658, 1073300319];

    [Theory]
    [InlineData(0UL, 18446744073709551616f)]
    [InlineData(1UL, 18446744073709551616f)]
    [InlineData(1UL << 63, 2f)]
    [InlineData(3UL << 62, 4 / 3f)]
    [InlineData(ulong.MaxValue, 1f)]
    public void The_score_is_the_reciprocal_of_the_random_bits(ulong bits, float expected) =>
        Assert.Equal(expected, RandomSampling.Reciprocal(bits));

    [Fact]
    public void Fewer_bits_never_score_less()
    {
        for (var row = 0; row < 10_000; row++)
        {
            var (a, b) = (Source.Bits(row) >> (row % 60), Source.Bits(row, 1) >> (row % 60));
            Assert.True(RandomSampling.Reciprocal(Math.Min(a, b)) >= RandomSampling.Reciprocal(Math.Max(a, b)));
        }
    }

    [Fact]
    public void The_bits_of_a_score_are_the_same_on_every_platform() =>
        Assert.Equal(Pinned, Score(0, 6).Select(BitConverter.SingleToUInt32Bits));

    [Fact]
    public void A_row_scores_the_same_in_any_block_and_by_any_route()
    {
        var all = Score(0, 1000);
        Assert.Equal(all[300..400], Score(300, 100));
        var scattered = new float[3];
        new RandomSampling().Score(new SignalBlock { Count = 3, Rows = [7, 300, 999] }, Source, scattered);
        Assert.Equal([all[7], all[300], all[999]], scattered);
    }

    [Fact]
    public void Another_seed_or_round_draws_other_rows()
    {
        var scores = Score(0, 100);
        foreach (var other in (RandomSource[])[new(6, "select", 1), new(5, "select", 2), new(5, "other", 1)])
        {
            var different = new float[100];
            new RandomSampling().Score(new SignalBlock { Count = 100 }, other, different);
            Assert.NotEqual(scores, different);
        }
    }

    [Fact]
    public void The_highest_scores_of_a_large_pool_do_not_tie()
    {
        var scores = Score(0, 4_000_000);
        Array.Sort(scores);
        var best = scores.AsSpan(scores.Length - 1000);
        for (var i = 1; i < best.Length; i++)
        {
            Assert.True(best[i] > best[i - 1]);
        }

        Assert.True(float.IsFinite(best[^1]));
    }

    [Fact]
    public void Every_row_has_the_same_chance()
    {
        // 40 seeds draw 100 of 1,000 rows; each tenth of the pool ought to get 400 of them, with a standard deviation of 18.
        var drawn = new int[10];
        for (ulong seed = 0; seed < 40; seed++)
        {
            var scores = new float[1000];
            new RandomSampling().Score(new SignalBlock { Count = 1000 }, new RandomSource(seed, "select"), scores);
            foreach (var row in Enumerable.Range(0, 1000).OrderByDescending(row => scores[row]).Take(100))
            {
                drawn[row / 100]++;
            }
        }

        Assert.All(drawn, count => Assert.InRange(count, 400 - 90, 400 + 90));
    }

    [Fact]
    public void A_selected_row_carries_the_probability_of_its_selection()
    {
        IQueryStrategy random = new RandomSampling();
        var selected = random.Select(new FakeQueryContext(200), 50);
        Assert.Equal(50, selected.Select(row => row.Row).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double?)(1.0 / (200 - i))), selected.Select(row => row.Probability));
    }

    private static float[] Score(int first, int count)
    {
        var scores = new float[count];
        new RandomSampling().Score(new SignalBlock { Count = count, FirstRow = first }, Source, scores);
        return scores;
    }
}
