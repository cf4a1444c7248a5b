namespace PluginAL.Stopping;

internal static class Normal
{
    /// <summary>
    /// The z below which a standard normal value stays with probability p in (0, 1): the rational approximation of Abramowitz and Stegun 26.2.23
    /// (error below 4.5e-4), then three steps of Newton's method on the tail's series.
    /// </summary>
    public static double Quantile(double p)
    {
        if (p < 0.5)
        {
            return -Quantile(1 - p);
        }

        var t = Math.Sqrt(-2 * Math.Log(1 - p));
        var z = t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t)));
        for (var i = 0; i < 3; i++)
        {
            z -= (Cdf(z) - p) / (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
        }

        return z;
    }

    /// <summary>Φ(z) for |z| below 6, by its series (Abramowitz and Stegun 26.2.11).</summary>
    public static double Cdf(double z)
    {
        var (term, sum) = (z, z);
        for (var i = 1; i < 200 && Math.Abs(term) > 1e-17; i++)
        {
            term *= z * z / ((2 * i) + 1);
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }
}
