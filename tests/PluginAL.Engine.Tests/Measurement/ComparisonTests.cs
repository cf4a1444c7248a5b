using PluginAL.Engine.Measurement;

namespace PluginAL.Engine.Tests.Measurement;

public sealed class ComparisonTests
{
    [Fact]
    public void Holm_adjusts_step_by_step()
    {
        // Holm (1979): 0.01·4, max(0.04, 0.02·3), max(0.06, 0.03·2), max(0.06, 0.9).
        Assert.Equal([0.06, 0.04, 0.06, 0.9], HolmCorrection.Adjust([0.02, 0.01, 0.03, 0.9]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.05 / 3, 0.0125, 0.025, 0.05], HolmCorrection.Levels([0.02, 0.01, 0.03, 0.9]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => HolmCorrection.Adjust([double.NaN]));
    }

    // q(0.05) for infinitely many degrees of freedom, as in the tables of Demšar (2006) times √2.
    [Theory]
    [InlineData(2, 2.771808)]
    [InlineData(3, 3.314493)]
    [InlineData(5, 3.857656)]
    [InlineData(10, 4.474124)]
    public void The_studentised_range_has_the_tabulated_quantiles(int k, double expected) =>
        Assert.Equal(expected, StudentisedRange.Quantile(0.95, k), 4);

    [Theory]
    [InlineData(-8, 6.22096057427178e-16)]
    [InlineData(-3.5, 0.00023262907903552504)]
    [InlineData(-1, 0.15865525393145707)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.6914624612740131)]
    [InlineData(2.9, 0.9981341866996161)]
    [InlineData(3.1, 0.9990323967867818)]
    public void Phi_keeps_its_digits(double z, double expected) => Assert.Equal(1, StudentisedRange.Phi(z) / expected, 12);

    [Fact]
    public void Iman_and_Davenports_p_value_is_that_of_the_F_distribution()
    {
        // Friedman's statistic 5.6 (SciPy 1.10.1), F = 2.258065 with 3 and 15 degrees of freedom: p = 0.1235829.
        double[][] scores =
        [
            [0.086, 0.237, 0.801, 0.582], [0.094, 0.433, 0.479, 0.16], [0.735, 0.114, 0.391, 0.517],
            [0.431, 0.587, 0.738, 0.956], [0.284, 0.649, 0.696, 0.293], [0.001, 0.973, 0.298, 0.314],
        ];
        Assert.Equal(0.12358289245451866, RankComparison.Of(scores).PValue, 10);
    }

    [Fact]
    public void Ranks_share_ties_and_the_test_sees_a_winner()
    {
        var alike = RankComparison.Of([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]);
        Assert.Equal([2, 2, 2], alike.MeanRanks);
        Assert.Equal(1, alike.PValue);

        double[][] winner = [[0.9, 0.5, 0.4], [0.8, 0.6, 0.7], [0.9, 0.3, 0.2], [0.7, 0.1, 0.2], [0.9, 0.8, 0.7]];
        var comparison = RankComparison.Of(winner);
        Assert.Equal([1, 2.4, 2.6], comparison.MeanRanks, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.InRange(comparison.PValue, 0, 0.02);
        Assert.Equal(2.343 * Math.Sqrt(3 * 4 / 30.0), comparison.CriticalDifference, 2);

        Assert.Equal([3, 1.6, 1.4], RankComparison.Of(winner, lowerIsBetter: true).MeanRanks, (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
