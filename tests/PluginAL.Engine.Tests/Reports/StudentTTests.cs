using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Tests.Reports;

// Quantiles were computed with mpmath in 40 digits (SciPy 1.10 has ten right ones), the rest with SciPy 1.10.
public sealed class StudentTTests
{
    [Theory]
    [InlineData(0.975, 1, 12.706204736174704646)]
    [InlineData(0.975, 2, 4.3026527297494638523)]
    [InlineData(0.975, 4, 2.7764451051977943578)]
    [InlineData(0.95, 9, 1.8331129326562371687)]
    [InlineData(0.995, 29, 2.7563859036706054886)]
    [InlineData(0.975, 1000, 1.962339080826408485)]
    [InlineData(0.9, 3, 1.6377443536962101055)]
    [InlineData(0.6, 5, 0.26718086570414512673)]
    [InlineData(0.9995, 2, 31.599054576443620733)]
    public void Quantiles_are_those_of_the_tables(double p, double freedom, double expected)
    {
        Assert.Equal(expected, StudentT.Quantile(p, freedom), expected * 1e-11);
        Assert.Equal(-expected, StudentT.Quantile(1 - p, freedom), expected * 1e-11);
        Assert.Equal(p, StudentT.Cdf(expected, freedom), 1e-13);
        Assert.Equal(1 - p, StudentT.Cdf(-expected, freedom), 1e-13);
    }

    [Theory]
    [InlineData(1e-6, 3, 0.9999992648948062)]
    [InlineData(0.5, 1, 0.7048327646991336)]
    [InlineData(2, 4, 0.1161165235168155)]
    [InlineData(5, 9, 0.0007389679098032424)]
    [InlineData(40, 9, 1.8982998449339835e-11)]
    [InlineData(12.706, 1, 0.05000080235813317)]
    [InlineData(1.96, 1e6, 0.04999606758526978)]
    [InlineData(30, 100, 8.380332558688336e-52)]
    public void Tails_keep_their_digits(double t, double freedom, double expected)
    {
        // A million degrees of freedom cost the logarithms of the gamma function some of theirs.
        var tolerance = expected * (freedom > 1000 ? 1e-8 : 1e-11);
        Assert.Equal(expected, StudentT.TwoSided(t, freedom), tolerance);
        Assert.Equal(expected, StudentT.TwoSided(-t, freedom), tolerance);
    }

    [Fact]
    public void Ends_are_exact()
    {
        Assert.Equal(1, StudentT.TwoSided(0, 3));
        Assert.Equal(0, StudentT.TwoSided(double.PositiveInfinity, 3));
        Assert.Equal(double.NaN, StudentT.TwoSided(double.NaN, 3));
        Assert.Equal(0, StudentT.Quantile(0.5, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.TwoSided(1, 0));
    }

    [Theory]
    [InlineData(0.3, 2, 5, 0.579825)]
    [InlineData(0.9, 0.5, 0.5, 0.7951672353008662)]
    [InlineData(0.01, 50, 0.5, 7.998227417904822e-102)]
    [InlineData(0.999, 50, 0.5, 0.7523690199653768)]
    public void Incomplete_beta_agrees(double x, double a, double b, double expected) =>
        Assert.Equal(expected, StudentT.IncompleteBeta(x, a, b), expected * 1e-11);

    [Theory]
    [InlineData(0.5, 0.5723649429247)]
    [InlineData(1, 0)]
    [InlineData(2.5, 0.2846828704729192)]
    [InlineData(10, 12.801827480081469)]
    [InlineData(100.5, 361.43554046777757)]
    public void Log_gamma_agrees(double x, double expected) => Assert.Equal(expected, StudentT.LogGamma(x), 1e-12 * Math.Max(1, expected));
}
