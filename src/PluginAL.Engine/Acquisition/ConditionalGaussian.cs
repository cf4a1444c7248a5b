using PluginAL.Abstractions;

namespace PluginAL.Engine.Acquisition;

/// <summary>
/// Fills missing values in as the conditional means of a normal distribution, whose mean and covariance are estimated from the incomplete rows themselves by expectation
/// maximisation (Dempster, Laird and Rubin 1977; Little and Rubin 2002, "Statistical analysis with missing data", chapter 11): with the observed columns o and the missing ones m,
/// E[x_m | x_o] = μ_m + Σ_mo Σ_oo⁻¹ (x_o − μ_o), Cov[x_m | x_o] = Σ_mm − Σ_mo Σ_oo⁻¹ Σ_om.
/// </summary>
/// <remarks>Right where values are missing at random given those that are there. The variances are shrunk by a ridge, so that columns that depend on one another do no harm.
/// O(patterns · D³ + N · D²) for each iteration. Columns that are never there have mean 0 and variance 1.</remarks>
public sealed class ConditionalGaussian
{
    private const int MostIterations = 100;
    private const double Tolerance = 1e-5;
    private const double Ridge = 1e-3;

    private readonly int _width;
    private readonly Dictionary<string, Regression> _regressions = new(StringComparer.Ordinal);
    private double[] _mean;
    private double[] _covariance;

    private ConditionalGaussian(int width, double[] mean, double[] covariance) => (_width, _mean, _covariance) = (width, mean, covariance);

    /// <summary>μ, D values.</summary>
    public IReadOnlyList<double> Mean => _mean;

    /// <summary>Σ, (D, D) row after row.</summary>
    public IReadOnlyList<double> Covariance => _covariance;

    /// <summary>Estimates from rows with NaN where values are missing.</summary>
    /// <param name="rows">Dense rows, (N, D), at least one.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="PluginALException">The rows are sparse or none.</exception>
    public static ConditionalGaussian Fit(FeatureMatrix rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Layout != FeatureLayout.Dense || rows.RowCount == 0)
        {
            throw PluginALException.Input($"{rows.RowCount} {rows.Layout} rows were given to fill missing values in; give dense rows, at least one.");
        }

        var d = rows.Width;
        var (mean, variance) = Moments(rows);
        var covariance = new double[d * d];
        for (var j = 0; j < d; j++)
        {
            covariance[(j * d) + j] = variance[j];
        }

        var estimate = new ConditionalGaussian(d, mean, covariance);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (estimate.Step(rows, variance) < Tolerance)
            {
                break;
            }
        }

        return estimate;
    }

    /// <summary>Fills a row in.</summary>
    /// <param name="row">D values, NaN where one is missing.</param>
    /// <returns>The row.</returns>
    public ImputedRow Impute(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, _width);
        var regression = For(row);
        var filled = row.ToArray();
        for (var i = 0; i < regression.Missing.Length; i++)
        {
            var value = _mean[regression.Missing[i]];
            for (var k = 0; k < regression.Observed.Length; k++)
            {
                value += regression.Weights[(i * regression.Observed.Length) + k] * (row[regression.Observed[k]] - _mean[regression.Observed[k]]);
            }

            filled[regression.Missing[i]] = (float)value;
        }

        return new ImputedRow(filled, regression.Missing, regression.Covariance);
    }

    private static (double[] Mean, double[] Variance) Moments(FeatureMatrix rows)
    {
        var d = rows.Width;
        var (count, sum, squares) = (new double[d], new double[d], new double[d]);
        for (var row = 0L; row < rows.RowCount; row++)
        {
            var values = rows.Block(row, 1).Values;
            for (var j = 0; j < d; j++)
            {
                if (!float.IsNaN(values[j]))
                {
                    count[j]++;
                    sum[j] += values[j];
                    squares[j] += (double)values[j] * values[j];
                }
            }
        }

        var mean = new double[d];
        var variance = new double[d];
        for (var j = 0; j < d; j++)
        {
            mean[j] = count[j] > 0 ? sum[j] / count[j] : 0;
            variance[j] = count[j] > 1 && (squares[j] / count[j]) - (mean[j] * mean[j]) is > 1e-12 and var spread ? spread : 1;
        }

        return (mean, variance);
    }

    /// <returns>The greatest change of a mean, in standard deviations, or of a covariance, in variances.</returns>
    private double Step(FeatureMatrix rows, double[] scale)
    {
        var d = _width;
        _regressions.Clear();
        var (sum, products) = (new double[d], new double[d * d]);
        for (var row = 0L; row < rows.RowCount; row++)
        {
            var imputed = Impute(rows.Block(row, 1).Values);
            for (var j = 0; j < d; j++)
            {
                sum[j] += imputed.Values[j];
                for (var k = 0; k <= j; k++)
                {
                    products[(j * d) + k] += (double)imputed.Values[j] * imputed.Values[k];
                }
            }

            for (var i = 0; i < imputed.Missing.Count; i++)
            {
                for (var k = 0; k <= i; k++)
                {
                    products[(imputed.Missing[i] * d) + imputed.Missing[k]] += imputed.Covariance[(i * imputed.Missing.Count) + k];
                }
            }
        }

        var change = 0.0;
        var mean = Array.ConvertAll(sum, value => value / rows.RowCount);
        var covariance = new double[d * d];
        for (var j = 0; j < d; j++)
        {
            change = Math.Max(change, Math.Abs(mean[j] - _mean[j]) / Math.Sqrt(scale[j]));
            for (var k = 0; k <= j; k++)
            {
                var value = (products[(j * d) + k] / rows.RowCount) - (mean[j] * mean[k]) + (j == k ? Ridge * scale[j] : 0);
                change = Math.Max(change, Math.Abs(value - _covariance[(j * d) + k]) / Math.Sqrt(scale[j] * scale[k]));
                covariance[(j * d) + k] = covariance[(k * d) + j] = value;
            }
        }

        (_mean, _covariance) = (mean, covariance);
        _regressions.Clear();
        return change;
    }

    /// <summary>The regression of what a row lacks on what it has: one for each pattern.</summary>
    private Regression For(ReadOnlySpan<float> row)
    {
        var pattern = string.Create(row.Length, row, static (text, values) =>
        {
            for (var j = 0; j < text.Length; j++)
            {
                text[j] = float.IsNaN(values[j]) ? '?' : '.';
            }
        });
        if (_regressions.TryGetValue(pattern, out var known))
        {
            return known;
        }

        int[] missing = [.. Enumerable.Range(0, _width).Where(j => pattern[j] == '?')];
        int[] observed = [.. Enumerable.Range(0, _width).Where(j => pattern[j] == '.')];
        var (m, o) = (missing.Length, observed.Length);
        var weights = new double[m * o];
        var covariance = new double[m * m];
        var inverse = o == 0 || m == 0 ? [] : PositiveDefinite.Inverse([.. observed.SelectMany(j => observed.Select(k => _covariance[(j * _width) + k]))], o, 0);
        for (var i = 0; i < m; i++)
        {
            for (var k = 0; k < o && inverse.Length > 0; k++)
            {
                for (var l = 0; l < o; l++)
                {
                    weights[(i * o) + k] += _covariance[(missing[i] * _width) + observed[l]] * inverse[(l * o) + k];
                }
            }
        }

        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
            {
                covariance[(i * m) + j] = _covariance[(missing[i] * _width) + missing[j]];
                for (var k = 0; k < o; k++)
                {
                    covariance[(i * m) + j] -= weights[(i * o) + k] * _covariance[(observed[k] * _width) + missing[j]];
                }
            }
        }

        return _regressions[pattern] = new Regression(missing, observed, weights, covariance);
    }

    private sealed record Regression(int[] Missing, int[] Observed, double[] Weights, double[] Covariance);
}
