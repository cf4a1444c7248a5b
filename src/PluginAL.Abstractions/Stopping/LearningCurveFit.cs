namespace PluginAL.Abstractions;

/// <summary>
/// A learning curve continued as an inverse power law, metric(n) = Limit − Drop · n^(−Rate) (Figueroa, Zeng-Treitler, Kandula and Ngo 2012,
/// "Predicting sample size required for classification performance"). Later points weigh more: the weight of a point is its number of labels.
/// An extrapolation, and a guess as such: it knows nothing of what the pool still holds.
/// </summary>
/// <param name="Limit">The metric with labels without end.</param>
/// <param name="Drop">How far below the limit one label would be, at least 0.</param>
/// <param name="Rate">How fast the curve rises, in [0.05, 2].</param>
public readonly record struct LearningCurveFit(double Limit, double Drop, double Rate)
{
    /// <summary>Fits a curve by weighted least squares: the rate by search, limit and drop exactly for each.</summary>
    /// <param name="labels">Labels after each round, above 0; at least three different ones.</param>
    /// <param name="metric">The metric after each round, in [0, 1], as many.</param>
    /// <returns>The curve; where the metric does not rise, a flat one at its weighted mean.</returns>
    public static LearningCurveFit Of(IReadOnlyList<int> labels, IReadOnlyList<double> metric)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(metric);
        var count = Math.Min(labels.Count, metric.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 3, nameof(metric));
        var best = default(LearningCurveFit);
        var least = double.PositiveInfinity;
        for (var step = 0; step <= 195; step++)
        {
            var rate = 0.05 + (0.01 * step);
            var (fit, error) = AtRate(labels, metric, count, rate);
            if (error < least - 1e-15)
            {
                (best, least) = (fit, error);
            }
        }

        return best;
    }

    /// <summary>The metric that the curve says.</summary>
    /// <param name="labels">The number of labels, above 0.</param>
    /// <returns>The metric.</returns>
    public double At(double labels) => Limit - (Drop * Math.Pow(labels, -Rate));

    /// <summary>What further labels are expected to bring.</summary>
    /// <param name="labels">Labels so far, above 0.</param>
    /// <param name="more">How many more.</param>
    /// <returns>The gain of the metric, at least 0.</returns>
    public double Gain(double labels, double more) => Math.Max(0, At(labels + more) - At(labels));

    private static (LearningCurveFit Fit, double Error) AtRate(IReadOnlyList<int> labels, IReadOnlyList<double> metric, int count, double rate)
    {
        var (w, x, y) = (0.0, 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            w += labels[i];
            x += labels[i] * Math.Pow(labels[i], -rate);
            y += labels[i] * metric[i];
        }

        (x, y) = (x / w, y / w);
        var (xx, xy) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var dx = Math.Pow(labels[i], -rate) - x;
            xx += labels[i] * dx * dx;
            xy += labels[i] * dx * (metric[i] - y);
        }

        var drop = xx > 0 ? Math.Max(0, -xy / xx) : 0;
        var limit = y + (drop * x);
        if (limit > 1)
        {
            // A share goes no higher: the limit is 1, and the drop follows alone.
            limit = 1;
            var (top, bottom) = (0.0, 0.0);
            for (var i = 0; i < count; i++)
            {
                var power = Math.Pow(labels[i], -rate);
                top += labels[i] * power * (1 - metric[i]);
                bottom += labels[i] * power * power;
            }

            drop = Math.Max(0, top / bottom);
        }

        var fit = new LearningCurveFit(limit, drop, rate);
        var error = 0.0;
        for (var i = 0; i < count; i++)
        {
            var miss = fit.At(labels[i]) - metric[i];
            error += labels[i] * miss * miss;
        }

        return (fit, error);
    }
}
