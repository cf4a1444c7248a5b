using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>What a fit pass learns of a number; called by generated code.</summary>
public struct NumberFit
{
    private RunningMoments _moments;

    /// <summary>The mean; 0 where nothing was seen.</summary>
    public readonly double Mean => _moments.Mean;

    /// <summary>The population deviation; 1 where it is zero, so that dividing by it changes nothing.</summary>
    public readonly double Deviation => _moments.Deviation is > 0 and var deviation ? deviation : 1;

    /// <summary>Takes a number into account.</summary>
    /// <param name="value">The number.</param>
    /// <param name="column">Its column, for the message.</param>
    /// <exception cref="PluginALException">It is not finite.</exception>
    public void Observe(double value, string column)
    {
        if (!double.IsFinite(value))
        {
            FeatureMath.ThrowNotFinite(value, column);
        }

        _moments.Add(value);
    }

    /// <summary>Takes into account what another pass saw.</summary>
    /// <param name="later">What it learned.</param>
    public void Merge(in NumberFit later) => _moments.Add(in later._moments);

    /// <summary>Checks what was learned.</summary>
    /// <param name="column">The column, for the message.</param>
    /// <exception cref="PluginALException">The numbers are too large to have a mean and a deviation.</exception>
    public readonly void Check(string column)
    {
        if (!double.IsFinite(_moments.Mean) || !double.IsFinite(_moments.Deviation))
        {
            throw PluginALException.Input(string.Create(
                CultureInfo.InvariantCulture,
                $"The numbers of column '{column}' are too large to be standardised; give them in another unit, or state [Scaled] or [Ignore]."));
        }
    }
}
