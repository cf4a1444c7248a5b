using PluginAL.Abstractions;
using PluginAL.Engine.Costs;

namespace PluginAL.Engine.Tests.Costs;

public sealed class KnapsackTests
{
    // Observed from another library: worth 23 with items 0, 1 and 3.
    [Fact]
    public void The_choice_is_that_of_another_library() => Assert.Equal([0, 1, 3], Knapsack.Select([6, 10, 12, 7], [1, 2, 3, 2], 5));

    [Fact]
    public void No_other_choice_is_worth_more()
    {
        var random = new RandomSource(6, "knapsack");
        for (var round = 0; round < 200; round++)
        {
            var n = 1 + (round % 10);
            var values = Enumerable.Range(0, n).Select(i => Math.Round(random.Uniform(round, i) * 9, round % 3) - 1).ToArray();
            var costs = Enumerable.Range(0, n).Select(i => 0.1 + Math.Round(random.Uniform(round, 20 + i) * 5, round % 4)).ToArray();
            var capacity = random.Uniform(round, 50) * 12;
            var best = Enumerable.Range(0, 1 << n)
                .Select(set => Enumerable.Range(0, n).Where(i => (set >> i & 1) == 1).ToArray())
                .Where(set => set.Sum(i => costs[i]) <= capacity)
                .Max(set => set.Sum(i => values[i]));
            var chosen = Knapsack.Select(values, costs, capacity);
            Assert.Equal(best, chosen.Sum(i => values[i]), 1e-9);
            Assert.True(chosen.Sum(i => costs[i]) <= capacity + 1e-6);
            Assert.Equal(chosen.Distinct().Order(), chosen);
        }

        Assert.Empty(Knapsack.Select([1], [2], 1));
        Assert.Throws<ArgumentException>(() => Knapsack.Select([1], [0], 1));
        Assert.Throws<ArgumentException>(() => Knapsack.Select([1], [], 1));
    }
}
