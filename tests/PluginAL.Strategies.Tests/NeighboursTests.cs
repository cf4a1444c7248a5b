using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies.Tests;

public sealed class NeighboursTests
{
    [Fact]
    public void Approximate_neighbours_are_mostly_the_exact_ones_and_never_the_row_itself()
    {
        const int K = 5;
        var context = Strategy.Pool(2000, labels: 0);
        var view = PoolView.OfCandidates(context, 10_000, 1, Signals.Embeddings);
        var (exact, near) = (new long[view.Count][], new long[view.Count][]);
        new Neighbours(context, view, K).ForEach(K, default, (row, rows, _) => exact[row] = rows.ToArray());
        Assert.Empty(context.Messages);
        new Neighbours(context, view, K, exactRows: 100).ForEach(K, default, (row, rows, _) => near[row] = rows.ToArray());
        Assert.Contains("recall", Assert.Single(context.Messages), StringComparison.Ordinal);
        var hits = 0;
        for (var row = 0; row < view.Count; row++)
        {
            Assert.Equal(K, exact[row].Length);
            Assert.Equal(K, near[row].Distinct().Count());
            Assert.DoesNotContain(row, near[row]);
            hits += exact[row].Intersect(near[row]).Count();
        }

        Assert.True(hits > 0.95 * K * view.Count, $"{hits} of {K * view.Count}");
    }

    /// <summary>Exact, and in lists of more rows than are brought together at once.</summary>
    [Theory]
    [InlineData(300, 20_000)]
    [InlineData(6000, 100)]
    public void Duplicates_are_each_others_neighbours(int count, int exactRows)
    {
        var context = Strategy.Pool(count, labels: 0, copyOf: row => row % 3);
        var view = PoolView.OfCandidates(context, 10_000, 1, Signals.Embeddings);
        var seen = 0;
        new Neighbours(context, view, 4, exactRows).ForEach(4, default, (row, rows, distances) =>
        {
            Interlocked.Increment(ref seen);
            Assert.DoesNotContain(row, rows.ToArray());
            Assert.Equal([0, 0, 0, 0], distances.ToArray());
        });
        Assert.Equal(count, seen);
    }
}
