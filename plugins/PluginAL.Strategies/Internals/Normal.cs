namespace PluginAL.Strategies;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>φ(z).</summary>
    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(z), to a few parts in 10¹³ also far below zero: the series of Abramowitz and Stegun 26.2.11 near it, else the continued fraction 26.2.14.</summary>
    public static double Below(double z)
    {
        if (Math.Abs(z) < 3)
        {
            var (term, sum) = (z, z);
            for (var i = 1; i < 100 && Math.Abs(term) > 1e-18; i++)
            {
                term *= z * z / ((2 * i) + 1);
                sum += term;
            }

            return 0.5 + (sum * Density(z));
        }

        var (distance, fraction) = (Math.Abs(z), Math.Abs(z));
        for (var k = 100; k > 0; k--)
        {
            fraction = distance + (k / fraction);
        }

        var tail = Density(z) / fraction;
        return z < 0 ? tail : 1 - tail;
    }
}
