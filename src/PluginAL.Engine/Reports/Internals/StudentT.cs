namespace PluginAL.Engine.Reports.Internals;

/// <summary>
/// Student's t distribution, by way of the regularised incomplete beta function: P(|T| > t) = I(ν/(ν + t²); ν/2, ½)
/// (Abramowitz and Stegun 1964, 26.7.1). Relative error below 1e-11 for the degrees of freedom an experiment has.
/// </summary>
internal static class StudentT
{
    /// <summary>The probability that |T| exceeds |t|.</summary>
    public static double TwoSided(double t, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        if (double.IsNaN(t)) return double.NaN;
        if (double.IsInfinity(t)) return 0;
        var square = t * t;
        // The complement keeps its digits where t is small.
        return square < freedom
            ? 1 - IncompleteBeta(square / (freedom + square), 0.5, freedom / 2)
            : IncompleteBeta(freedom / (freedom + square), freedom / 2, 0.5);
    }

    /// <summary>The probability that T is at most t.</summary>
    public static double Cdf(double t, double freedom)
    {
        var tail = TwoSided(t, freedom) / 2;
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The t that T stays below with probability p, 0 &lt; p &lt; 1.</summary>
    public static double Quantile(double p, double freedom)
    {
        if (p is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A probability in (0, 1) was expected.");
        if (p == 0.5) return 0;
        if (p < 0.5) return -Quantile(1 - p, freedom);
        var tail = 2 * (1 - p);
        var (low, high) = (0.0, 1.0);
        while (TwoSided(high, freedom) > tail) (low, high) = (high, high * 2);
        while (true)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) return high;
            if (TwoSided(middle, freedom) > tail) low = middle;
            else high = middle;
        }
    }

    /// <summary>I(x; a, b), by its continued fraction (Abramowitz and Stegun 26.5.8) evaluated by Lentz's method.</summary>
    public static double IncompleteBeta(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        // The fraction converges fast below the mean only.
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>ln Γ(x) for x &gt; 0: Stirling's series (Abramowitz and Stegun 6.1.41) from 10 upwards, the recurrence below.</summary>
    public static double LogGamma(double x)
    {
        var below = 1.0;
        for (; x < 10; x++) below *= x;
        var inverse = 1 / (x * x);
        var series = ((1 / 12.0) - (inverse * ((1 / 360.0) - (inverse * ((1 / 1260.0) - (inverse * ((1 / 1680.0)
            - (inverse * ((1 / 1188.0) - (inverse * (691 / 360360.0))))))))))) / x;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(below);
    }

    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        var c = 1.0;
        var d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        var fraction = d;
        for (var m = 1; m <= 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            fraction *= d * c;
            // Not below the rounding of one step: further steps would only add theirs.
            if (Math.Abs((d * c) - 1) < 1e-15) break;
        }

        return fraction;

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }
}
