using PluginAL.Abstractions;
using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// The risk of a model over a pool, from rows that active selection drew with known probabilities: levelled unbiased risk estimation
/// (Farquhar, Gal and Rainforth 2021, "On Statistical Bias in Active Learning"). With M draws without replacement from N rows,
/// draw m with probability q_m, R = (1/M) Σ v_m ℓ_m with v_m = 1 + (N − M)/(N − m) · (1/((N − m + 1) q_m) − 1). Unbiased where every row
/// that was left had a probability above zero; a choice without chance, such as that of the best score alone, has none to give, and
/// is refused: let an ε of the choices be random (<see cref="EpsilonMixture"/>).
/// <para>
/// The loss must not have been trained on: rows that taught the model say less than rows kept from it. Use predictions of
/// models that did not see the row (cross-validation), or rows drawn for testing (<see cref="ActiveTesting"/>).
/// </para>
/// </summary>
public static class LureEstimator
{
    // Draws whose weights differ by less than this factor share a stratum of the interval.
    private const double StratumRatio = 4;

    /// <summary>Estimates the mean loss over the whole pool.</summary>
    /// <param name="poolSize">The number of rows N from which was drawn.</param>
    /// <param name="draws">The M draws, in their order, without replacement; 1 ≤ M ≤ N.</param>
    /// <returns>
    /// The estimate with its 95 % interval. For losses in [0, 1] the interval inverts a score test in which draws of like weight
    /// share a rate (for one weight it is Wilson's), so that it says something even where no heavy draw was wrong; for other losses it is
    /// Student's, from the squared deviations of the estimator's martingale differences.
    /// </returns>
    /// <exception cref="PluginALException">A probability is unknown, not in (0, 1], or certain although rows were left to choose from.</exception>
    public static RiskEstimate Estimate(long poolSize, ReadOnlySpan<Observation> draws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(poolSize, 1);
        ArgumentOutOfRangeException.ThrowIfZero(draws.Length, nameof(draws));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws.Length, poolSize, nameof(draws));
        var weights = Weights(poolSize, draws);
        var value = 0.0;
        var bounded = true;
        for (var m = 0; m < draws.Length; m++)
        {
            value += weights[m] * draws[m].Loss;
            bounded &= draws[m].Loss is >= 0 and <= 1;
        }

        if (draws.Length == poolSize)
        {
            return new RiskEstimate(value, value, value, draws.Length);
        }

        var (low, high) = bounded ? new ScoreInterval(poolSize, draws, StratumRatio).Ends(value) : Student(poolSize, draws, value);
        return new RiskEstimate(value, low, high, draws.Length);
    }

    /// <summary>The weight of each draw: v_m / M, so that the estimate is Σ weight · loss.</summary>
    internal static double[] Weights(long poolSize, ReadOnlySpan<Observation> draws)
    {
        double n = poolSize;
        double count = draws.Length;
        var weights = new double[draws.Length];
        for (var m = 1; m <= draws.Length; m++)
        {
            var q = draws[m - 1].Probability;
            if (!(q is > 0 and <= 1) || (q == 1 && m < poolSize))
            {
                throw PluginALException.Input(
                    $"Draw {m} of {draws.Length} has selection probability {(double.IsNaN(q) ? "unknown" : q)} with {poolSize - m + 1} rows to choose from; "
                    + "an unbiased estimate needs every row to have a chance: let a share of the choices be random (exploration ε > 0), and log the probabilities.");
            }

            weights[m - 1] = m == poolSize ? 1 / count : (1 + ((n - count) / (n - m) * ((1 / ((n - m + 1) * q)) - 1))) / count;
        }

        return weights;
    }

    // R = Σ c_m a_m, where a_m = ℓ_m/(N q_m) + Σ_{t<m} ℓ_t/N has mean R whatever was drawn before, and c_m = N(N−M)/(M(N−m)(N−m+1)).
    private static (double Low, double High) Student(long poolSize, ReadOnlySpan<Observation> draws, double value)
    {
        var squares = 0.0;
        var seen = 0.0;
        for (var m = 1; m <= draws.Length; m++)
        {
            var a = (draws[m - 1].Loss / (poolSize * draws[m - 1].Probability)) + (seen / poolSize);
            var c = Coefficient(poolSize, draws.Length, m);
            squares += c * (a - value) * c * (a - value);
            seen += draws[m - 1].Loss;
        }

        var half = draws.Length < 2 ? double.PositiveInfinity : StudentT.Quantile(0.975, draws.Length - 1) * Math.Sqrt(squares);
        return (value - half, value + half);
    }

    internal static double Coefficient(double poolSize, double count, double m) =>
        poolSize * (poolSize - count) / (count * (poolSize - m) * (poolSize - m + 1));
}
