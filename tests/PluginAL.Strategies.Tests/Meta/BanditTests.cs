using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests.Meta;

public sealed class BanditTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public void However_short_the_horizon_every_adviser_keeps_a_probability_above_zero(int horizon)
    {
        var probabilities = new Albl(new AlblOptions { Inner = "a+b+c+d+e", Horizon = horizon }).Probabilities;
        Assert.Equal(1, probabilities.Sum(), 1e-12);

        // √(ln 5 ÷ 5T) is 0.57 for T = 1, where the formula alone would leave 1 − 5 · 0.57 < 0.
        Assert.All(probabilities, probability => Assert.Equal(0.2, probability, 1e-12));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(40, 10)]
    public void Beta_draws_have_the_mean_and_the_variance_of_a_beta_variable(double a, double b)
    {
        var random = new RandomSource(9, "beta");
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(i => BetaDraw.Sample(a, b, random, i))];
        var mean = draws.Average();
        Assert.Equal(a / (a + b), mean, 0.01);
        Assert.Equal(a * b / ((a + b) * (a + b) * (a + b + 1)), draws.Average(draw => (draw - mean) * (draw - mean)), 0.004);
    }

    [Fact]
    public void A_state_that_was_saved_is_the_state_that_comes_back()
    {
        using var bytes = new MemoryStream();
        var one = new Thompson(new ThompsonOptions());
        one.SaveState(bytes);
        var first = bytes.ToArray();
        bytes.Position = 0;
        var other = new Thompson(new ThompsonOptions());
        other.RestoreState(bytes);
        using var again = new MemoryStream();
        other.SaveState(again);
        Assert.Equal(first, again.ToArray());
    }
}
