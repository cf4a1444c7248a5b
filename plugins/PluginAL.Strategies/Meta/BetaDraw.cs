using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Draws from a beta distribution.</summary>
internal static class BetaDraw
{
    /// <summary>
    /// A draw from Beta(a, b) with a, b ≥ 1, as X ÷ (X + Y) of two gamma variables, each by the rejection of Marsaglia and Tsang (2000, "A
    /// simple method for generating gamma variables").
    /// </summary>
    public static double Sample(double a, double b, RandomSource random, long index)
    {
        var x = Gamma(a, random.For("x"), index);
        return x / (x + Gamma(b, random.For("y"), index));
    }

    private static double Gamma(double shape, RandomSource random, long index)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        for (var draw = 0; ; draw += 3)
        {
            var normal = NormalDraw.Sample(random, index, draw);
            var v = 1 + (c * normal);
            v = v * v * v;
            if (v > 0 && Math.Log(1 - random.Uniform(index, draw + 2)) < (0.5 * normal * normal) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }
}
