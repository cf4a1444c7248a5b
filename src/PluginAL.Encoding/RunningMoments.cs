namespace PluginAL.Encoding;

/// <summary>
/// Mean and variance of numbers that come one at a time, without the cancellation of sums of squares (Welford 1962, "Note on a method
/// for calculating corrected sums of squares and products"; merging: Chan, Golub and LeVeque 1979). The same numbers in the same order
/// give the same bits.
/// </summary>
public struct RunningMoments
{
    private double _mean;
    private double _squares;

    /// <summary>How many numbers were added.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean; 0 where there are none.</summary>
    public readonly double Mean => _mean;

    /// <summary>Their population variance, Σ(x − mean)² / n; 0 where there are none.</summary>
    public readonly double Variance => Count == 0 ? 0 : _squares / Count;

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    public readonly double Deviation => Math.Sqrt(Variance);

    /// <summary>Adds a number.</summary>
    /// <param name="value">The number; a NaN or an infinity makes all results NaN.</param>
    public void Add(double value)
    {
        Count++;
        var delta = value - _mean;
        _mean += delta / Count;
        _squares += delta * (value - _mean);
    }

    /// <summary>Adds the numbers of another.</summary>
    /// <param name="other">The other.</param>
    public void Add(in RunningMoments other)
    {
        if (Count == 0 || other.Count == 0)
        {
            this = Count == 0 ? other : this;
            return;
        }

        var count = Count + other.Count;
        var delta = other._mean - _mean;
        _mean += delta * ((double)other.Count / count);
        _squares += other._squares + (delta * delta * ((double)Count * other.Count / count));
        Count = count;
    }
}
