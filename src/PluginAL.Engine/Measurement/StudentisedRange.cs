namespace PluginAL.Engine.Measurement;

/// <summary>
/// The range of k standard normal values, in units of their known deviation: P(range ≤ q) = k ∫ φ(z) [Φ(z + q) − Φ(z)]^(k−1) dz
/// (Hartley 1942), by Simpson's rule.
/// </summary>
internal static class StudentisedRange
{
    private const int Steps = 4000;
    private const double Reach = 9;

    public static double Cdf(double q, int k)
    {
        if (q <= 0)
        {
            return 0;
        }

        const double width = 2 * Reach / Steps;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var z = -Reach + (i * width);
            var value = Math.Exp(-z * z / 2) * Math.Pow(Phi(z + q) - Phi(z), k - 1);
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * value;
        }

        return Math.Min(1, k * sum * width / 3 / Math.Sqrt(2 * Math.PI));
    }

    public static double Quantile(double p, int k)
    {
        var (low, high) = (0.0, 40.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Cdf(middle, k) < p)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    /// <summary>Φ by its complementary error function, from the continued fraction outside and the series inside (Abramowitz and Stegun 26.2.10, 26.2.14).</summary>
    public static double Phi(double z)
    {
        var x = Math.Abs(z);
        double tail;
        if (x > 38)
        {
            tail = 0;
        }
        else if (x > 3)
        {
            var fraction = 0.0;
            for (var i = 60; i >= 1; i--)
            {
                fraction = i / (x + fraction);
            }

            tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) / (x + fraction);
        }
        else
        {
            var (term, sum) = (x, x);
            for (var i = 1; i < 120 && term > sum * 1e-17; i++)
            {
                term *= x * x / ((2 * i) + 1);
                sum += term;
            }

            tail = 0.5 - (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
        }

        return z < 0 ? tail : 1 - tail;
    }
}
