using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests.Meta;

public sealed class CombinedTests
{
    [Fact]
    public void Scores_come_to_one_scale_and_what_is_not_finite_stays_apart()
    {
        float[] scores = [3, float.NaN, 1, 5, float.PositiveInfinity, 1];
        var (range, rank, raw) = (scores.ToArray(), scores.ToArray(), scores.ToArray());
        Combined.Rescale(range, ScoreScale.MinMax);
        Combined.Rescale(rank, ScoreScale.Rank);
        Combined.Rescale(raw, ScoreScale.None);
        Assert.Equal([0.5f, float.NaN, 0, 1, float.NaN, 0], range);
        Assert.Equal([0.5f, float.NaN, 0, 0.75f, float.NaN, 0], rank);
        Assert.Equal([3, float.NaN, 1, 5, float.NaN, 1], raw);

        float[] equal = [2, 2, float.NaN];
        Combined.Rescale(equal, ScoreScale.MinMax);
        Assert.Equal([0, 0, float.NaN], equal);
    }

    [Fact]
    public void The_best_are_those_that_a_sort_would_give()
    {
        var random = new RandomSource(5, "best");
        for (var trial = 0; trial < 200; trial++)
        {
            var n = 1 + (int)random.Below(12, trial);
            long[] rows = [.. Enumerable.Range(0, n).Select(i => (long)i * 3)];
            double[] scores = [.. Enumerable.Range(0, n).Select(i => random.Below(6, trial, i + 1) is var value and < 5 ? value : double.NaN)];
            var count = 1 + (int)random.Below(n, trial, 99);
            var expected = Enumerable.Range(0, n).OrderByDescending(i => double.IsNaN(scores[i]) ? double.NegativeInfinity : scores[i]).ThenBy(i => i).Take(count);
            Assert.Equal(expected.Select(i => rows[i]), Combined.Best(rows, scores, count).Select(row => row.Row));
        }
    }

    [Theory]
    [InlineData("margin")]
    [InlineData("margin+")]
    [InlineData("margin+margin")]
    public void A_list_that_is_none_is_refused_with_its_option(string inner)
    {
        var error = Assert.Throws<PluginALException>(() => new Albl(new AlblOptions { Inner = inner }));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains("Option 'inner' of 'albl'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "has 1 numbers for 2 strategies")]
    [InlineData("1+x", "has 'x'")]
    [InlineData("1+-1", "has '-1'")]
    [InlineData("1+NaN", "has 'NaN'")]
    public void Weights_that_do_not_fit_are_refused(string weights, string message)
    {
        var error = Assert.Throws<PluginALException>(() => new LinearCombination(new CombinationOptions { Weights = weights }));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
