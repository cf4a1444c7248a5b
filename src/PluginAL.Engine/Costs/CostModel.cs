using PluginAL.Abstractions;

namespace PluginAL.Engine.Costs;

/// <summary>
/// What labelling a row costs, learned from what other rows cost (Settles, Craven and Friedland 2008, "Active learning with real annotation costs"): kernel
/// ridge regression with a linear kernel of ln cost on the standardised features, w = Zᵀ (Z Zᵀ + λ I)⁻¹ (y − ȳ), and the expected cost
/// exp(ȳ + z · w) · s with the smearing factor s = mean exp(eᵢ) (Duan 1983) of the leave-one-out residuals eᵢ.
/// </summary>
/// <remarks>
/// λ is the one of five, from a thousandth to ten times the mean of Z Zᵀ's diagonal, with the least squared leave-one-out residuals, which are exact:
/// eᵢ = αᵢ ÷ (Z Zᵀ + λ I)⁻¹ᵢᵢ. Where none is better than the mean of the logarithms, that is the model. Estimates stay between the least and the greatest
/// cost that was seen. O(n² (n + D)) to fit, O(D) for an estimate.
/// </remarks>
public sealed class CostModel
{
    private static readonly double[] Ratios = [0.001, 0.01, 0.1, 1, 10];

    private readonly double[] _weights;
    private readonly double _bias;
    private readonly double _smearing;
    private readonly double _least;
    private readonly double _most;

    private CostModel(double[] weights, double bias, double smearing, double least, double most) =>
        (_weights, _bias, _smearing, _least, _most) = (weights, bias, smearing, least, most);

    /// <summary>The share of the variance of ln cost that the model foretells of rows that it did not learn from; 0 where features say nothing.</summary>
    public double Explained { get; private init; }

    /// <summary>Learns from costs.</summary>
    /// <param name="features">(n, D) row after row, finite.</param>
    /// <param name="width">D, at least 1.</param>
    /// <param name="costs">n costs, each finite and above 0; at least one.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The lengths do not agree, or there is no cost, or one is not above 0.</exception>
    public static CostModel Fit(ReadOnlySpan<float> features, int width, ReadOnlySpan<double> costs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (costs.IsEmpty || features.Length != (long)costs.Length * width)
        {
            throw new ArgumentException($"{features.Length} features of {width} columns do not go with {costs.Length} costs.", nameof(features));
        }

        var logs = new double[costs.Length];
        var (least, most) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i < logs.Length; i++)
        {
            if (!(costs[i] > 0) || double.IsInfinity(costs[i]))
            {
                throw new ArgumentException($"Cost {i} is {costs[i]}; costs are finite and above 0.", nameof(costs));
            }

            logs[i] = Math.Log(costs[i]);
            (least, most) = (Math.Min(least, costs[i]), Math.Max(most, costs[i]));
        }

        var n = logs.Length;
        var mean = logs.Average();
        var centred = Array.ConvertAll(logs, log => log - mean);
        var total = centred.Sum(value => value * value);
        if (least == most || n < 3)
        {
            return new CostModel(new double[width], mean, costs.ToArray().Average() / Math.Exp(mean), least, most);
        }

        // Without the features, the residual of a row that is left out is n ÷ (n − 1) times that to the mean.
        var residuals = Array.ConvertAll(centred, value => value * n / (n - 1));
        var constant = residuals.Sum(value => value * value);
        var best = constant;
        var (rows, means, scales) = Standardised(features, width, n);
        var kernel = Kernel(rows, width, n);
        var diagonal = Enumerable.Range(0, n).Average(i => kernel[(i * n) + i]);
        double[]? dual = null;
        foreach (var ratio in diagonal > 0 ? Ratios : [])
        {
            var inverse = PositiveDefinite.Inverse(kernel, n, ratio * diagonal);
            var alpha = PositiveDefinite.Times(inverse, centred);
            var left = new double[n];
            for (var i = 0; i < n; i++)
            {
                left[i] = alpha[i] / inverse[(i * n) + i];
            }

            var loss = left.Sum(value => value * value);
            if (loss < best)
            {
                (best, dual, residuals) = (loss, alpha, left);
            }
        }

        // In the features as they are: w ÷ scale, and what that moves is in the bias.
        var (weights, bias) = (new double[width], mean);
        for (var j = 0; dual is not null && j < width; j++)
        {
            for (var i = 0; i < n; i++)
            {
                weights[j] += dual[i] * rows[(i * width) + j];
            }

            weights[j] *= scales[j];
            bias -= weights[j] * means[j];
        }

        return new CostModel(weights, bias, residuals.Average(Math.Exp), least, most) { Explained = 1 - (best / constant) };
    }

    /// <summary>What a row is expected to cost.</summary>
    /// <param name="row">D features.</param>
    /// <returns>The cost, above 0.</returns>
    public double Estimate(ReadOnlySpan<float> row)
    {
        if (row.Length != _weights.Length)
        {
            throw new ArgumentException($"A row of {row.Length} features was given to a model of {_weights.Length}.", nameof(row));
        }

        var log = _bias;
        for (var j = 0; j < row.Length; j++)
        {
            log += _weights[j] * row[j];
        }

        // A feature that is not finite says nothing: then the middle of what was seen.
        var cost = Math.Exp(log) * _smearing;
        return double.IsNaN(cost) ? Math.Sqrt(_least * _most) : Math.Clamp(cost, _least, _most);
    }

    private static (double[] Rows, double[] Means, double[] Scales) Standardised(ReadOnlySpan<float> features, int width, int n)
    {
        var rows = new double[n * width];
        var (means, scales) = (new double[width], new double[width]);
        for (var j = 0; j < width; j++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = 0; i < n; i++)
            {
                sum += features[(i * width) + j];
            }

            means[j] = sum / n;
            for (var i = 0; i < n; i++)
            {
                var value = features[(i * width) + j] - means[j];
                squares += value * value;
            }

            scales[j] = squares > 1e-12 * n ? 1 / Math.Sqrt(squares / n) : 0;
            for (var i = 0; i < n; i++)
            {
                rows[(i * width) + j] = (features[(i * width) + j] - means[j]) * scales[j];
            }
        }

        return (rows, means, scales);
    }

    private static double[] Kernel(double[] rows, int width, int n)
    {
        var kernel = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                kernel[(i * n) + j] = kernel[(j * n) + i] = PositiveDefinite.Dot(rows.AsSpan(i * width, width), rows.AsSpan(j * width, width));
            }
        }

        return kernel;
    }
}
