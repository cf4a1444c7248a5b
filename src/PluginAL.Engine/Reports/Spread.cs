namespace PluginAL.Engine.Reports;

/// <summary>A mean over seeds and how far they scatter. Seeds whose value is undefined (NaN) are left out.</summary>
/// <param name="Mean">The mean; NaN where no seed has a value.</param>
/// <param name="StandardDeviation">The sample standard deviation (n − 1); null with fewer than two values.</param>
/// <param name="Count">How many values there are.</param>
public sealed record Spread(double Mean, double? StandardDeviation, int Count)
{
    internal static Spread Of(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length == 0) return new Spread(double.NaN, null, 0);
        var mean = finite.Average();
        var squares = finite.Sum(v => (v - mean) * (v - mean));
        return new Spread(mean, finite.Length < 2 ? null : Math.Sqrt(squares / (finite.Length - 1)), finite.Length);
    }

    /// <summary>Half the width of the 95 % interval of the mean, by Student's t; null with fewer than two values.</summary>
    internal double? HalfWidth => StandardDeviation is { } sd ? Internals.StudentT.Quantile(0.975, Count - 1) * sd / Math.Sqrt(Count) : null;
}
