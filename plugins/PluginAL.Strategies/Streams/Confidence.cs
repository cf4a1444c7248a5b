using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>What the thresholds of Žliobaitė and others (2014) are held against: 1 − utility.</summary>
internal static class Confidence
{
    /// <summary>1 − utility; NaN for a row that is not to be asked for.</summary>
    /// <exception cref="PluginALException">The utility is not within [0, 1].</exception>
    public static double Of(long row, double utility, string manager) => utility is < 0 or > 1.00001
        ? throw PluginALException.Usage(
            $"Row {row} has the utility {utility.ToString("G4", CultureInfo.InvariantCulture)}, and budget manager '{manager}' needs one from 0 to 1: choose a strategy such as "
            + "least-confidence, margin or normalised-entropy, or the budget manager 'quantile-filter', which takes any scale.")
        : 1 - utility;
}
