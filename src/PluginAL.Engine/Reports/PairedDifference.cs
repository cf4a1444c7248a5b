using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Reports;

/// <summary>
/// How a strategy differs from another, seed by seed: runs of one seed start from the same rows, so that the difference
/// scatters less than either. Interval and p value are those of the paired t test; both rest on the seeds alone, and neither
/// is corrected for the number of comparisons.
/// </summary>
/// <param name="Mean">The mean difference, in the metric's unit; NaN where no seed has one.</param>
/// <param name="Low">The lower end of the 95 % interval; null with fewer than two seeds.</param>
/// <param name="High">The upper end of the 95 % interval; null with fewer than two seeds.</param>
/// <param name="PValue">The two-sided p value of "no difference"; null with fewer than two seeds.</param>
/// <param name="Seeds">How many seeds both have.</param>
public sealed record PairedDifference(double Mean, double? Low, double? High, double? PValue, int Seeds)
{
    internal static PairedDifference Of(IEnumerable<double> differences)
    {
        var spread = Spread.Of(differences);
        if (spread.HalfWidth is not { } half) return new PairedDifference(spread.Mean, null, null, null, spread.Count);
        var error = spread.StandardDeviation!.Value / Math.Sqrt(spread.Count);
        // Where every seed differs by the same, t is infinite, or undefined where that is by nothing.
        var p = spread.Mean == 0 ? 1 : StudentT.TwoSided(spread.Mean / error, spread.Count - 1);
        return new PairedDifference(spread.Mean, spread.Mean - half, spread.Mean + half, p, spread.Count);
    }
}
