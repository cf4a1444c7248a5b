namespace PluginAL.Engine.Metrics;

/// <summary>Errors of predicted numbers.</summary>
public sealed class NumberScores
{
    private long _count;
    private double _errors;
    private double _mean;
    private double _spread;

    /// <summary>√(Σ (ŷ − y)² / n), in the unit of the numbers; NaN without rows.</summary>
    public double RootMeanSquaredError => Math.Sqrt(_errors / _count);

    /// <summary>1 − Σ (ŷ − y)² / Σ (y − ȳ)², at most 1; 0 for who always says the mean of the true numbers. NaN where these are all the same.</summary>
    public double R2 => _spread > 0 ? 1 - (_errors / _spread) : double.NaN;

    /// <summary>Counts one row.</summary>
    /// <param name="truth">The number.</param>
    /// <param name="predicted">The predicted number.</param>
    public void Add(double truth, double predicted)
    {
        _count++;
        _errors += (predicted - truth) * (predicted - truth);

        // Welford 1962: the spread around a mean that is not known yet.
        var apart = truth - _mean;
        _mean += apart / _count;
        _spread += apart * (truth - _mean);
    }
}
