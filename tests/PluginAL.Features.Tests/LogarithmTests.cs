namespace PluginAL.Features.Tests;

public sealed class LogarithmTests
{
    [Fact]
    public void Logarithm_is_that_of_the_library_to_a_few_units_in_the_last_place()
    {
        for (var i = 1; i <= 100_000; i++)
        {
            foreach (var x in new[] { i, 1 + (i / 100_000.0), 1 - (i / 100_001.0), i * 1e12, 1.0 / i })
            {
                var expected = Math.Log(x);
                Assert.InRange(Logarithm.Of(x) - expected, -8e-16 * Math.Max(1e-3, Math.Abs(expected)), 8e-16 * Math.Max(1e-3, Math.Abs(expected)));
            }
        }
    }

    [Fact]
    public void Logarithm_of_one_is_zero_and_of_powers_of_two_exact()
    {
        Assert.Equal(0, Logarithm.Of(1));
        Assert.Equal(10 * 0.693147180559945309, Logarithm.Of(1024));
    }
}
