using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// A 95 % interval for the mean of a loss in [0, 1] over a pool, from weighted draws: all R with (R̂ − R)² ≤ t² V(R). V(R) is the variance
/// of the estimator's martingale differences, with the rates of loss that are likeliest among those whose mean over the pool is R; draws of
/// like weight form a stratum and share a rate. With one weight this is Wilson's interval (1927) with the finite population's
/// correction.
/// </summary>
internal sealed class ScoreInterval
{
    private readonly double[] _losses;
    private readonly double[] _counts;
    private readonly double[] _shares;
    private readonly double[] _squares;
    private readonly double[] _rates;
    private readonly double _centre;
    private readonly double _quantile;

    public ScoreInterval(long poolSize, ReadOnlySpan<Observation> draws, double stratumRatio)
    {
        var ratios = new double[draws.Length];
        for (var m = 1; m <= draws.Length; m++)
        {
            // 1 / ((N − m + 1) q): 1 for a uniform draw.
            ratios[m - 1] = 1 / ((poolSize - m + 1.0) * draws[m - 1].Probability);
        }

        var least = ratios.Min();
        var strata = ratios.Select(ratio => (int)(Math.Log((ratio / least) + 1e-9) / Math.Log(stratumRatio))).ToArray();
        var count = strata.Max() + 1;
        (_losses, _counts, _shares, _squares, _rates) = (new double[count], new double[count], new double[count], new double[count], new double[count]);
        var total = 0.0;
        for (var m = 1; m <= draws.Length; m++)
        {
            var c = LureEstimator.Coefficient(poolSize, draws.Length, m);
            var left = (poolSize - m + 1.0) / poolSize;
            var weight = c * left * ratios[m - 1];
            var s = strata[m - 1];
            _losses[s] += draws[m - 1].Loss;
            _counts[s]++;
            _shares[s] += weight;
            _squares[s] += weight * weight;
            _centre += c * left * c * left;
            total += weight;
        }

        for (var s = 0; s < count; s++)
        {
            _shares[s] /= total;
        }

        _quantile = StudentT.Quantile(0.975, Math.Max(1, draws.Length - 1));
    }

    public (double Low, double High) Ends(double value)
    {
        var inside = Math.Clamp(value, 1e-9, 1 - 1e-9);
        return (End(value, inside, 0), End(value, inside, 1));
    }

    /// <summary>Halves the way between a rate that is in the interval and an end that may not be.</summary>
    private double End(double value, double inside, double outside)
    {
        if (Contains(value, outside))
        {
            return outside;
        }

        for (var i = 0; i < 60; i++)
        {
            var middle = (inside + outside) / 2;
            if (Contains(value, middle))
            {
                inside = middle;
            }
            else
            {
                outside = middle;
            }
        }

        return inside;
    }

    private bool Contains(double value, double rate) => (value - rate) * (value - rate) <= _quantile * _quantile * Variance(rate);

    private double Variance(double rate)
    {
        Constrain(rate);
        var second = 0.0;
        var within = 0.0;
        for (var s = 0; s < _rates.Length; s++)
        {
            second += _squares[s] * _rates[s];
            within += _squares[s] * _rates[s] * (1 - _rates[s]);
        }

        // The mean's square is the same for each draw only where strata agree; the variance within strata is a floor.
        return Math.Max(second - (_centre * rate * rate), within);
    }

    /// <summary>Sets the rates that maximise the binomial likelihood of the strata among those whose weighted mean is a given one.</summary>
    private void Constrain(double rate)
    {
        var (low, high) = (-1e12, 1e12);
        for (var i = 0; i < 200; i++)
        {
            // Multipliers span many magnitudes of both signs.
            var middle = Math.Sinh((Math.Asinh(low) + Math.Asinh(high)) / 2);
            if (Mean(middle) > rate)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        Mean(high);
    }

    /// <summary>The rates at a multiplier λ: y/p − (n − y)/(1 − p) = λ · share in each stratum; their mean falls as λ grows.</summary>
    private double Mean(double multiplier)
    {
        var mean = 0.0;
        for (var s = 0; s < _rates.Length; s++)
        {
            var (y, n, a) = (_losses[s], _counts[s], multiplier * _shares[s]);
            _rates[s] = n == 0 ? 0 : Math.Clamp(Root(y, n, a), 0, 1);
            mean += _shares[s] * _rates[s];
        }

        return mean;
    }

    private static double Root(double y, double n, double a)
    {
        if (y <= 0)
        {
            return a >= -n ? 0 : 1 + (n / a);
        }

        if (y >= n)
        {
            return a <= n ? 1 : n / a;
        }

        var b = a + n;
        var root = Math.Sqrt(Math.Max(0, (b * b) - (4 * a * y)));
        return b >= 0 ? 2 * y / (b + root) : (b - root) / (2 * a);
    }
}
