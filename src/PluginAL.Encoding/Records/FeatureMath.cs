using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>The checks and numbers that generated adapters call. Nothing here allocates unless it throws.</summary>
public static class FeatureMath
{
    /// <summary>Rounds a feature to float32.</summary>
    /// <param name="value">The feature.</param>
    /// <param name="column">Its column, for the message.</param>
    /// <returns>The nearest float32.</returns>
    /// <exception cref="PluginALException">It is not finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Finite(double value, string column)
    {
        var rounded = (float)value;
        if (!float.IsFinite(rounded))
        {
            ThrowNotFinite(value, column);
        }

        return rounded;
    }

    /// <summary>The first column of a pair on a circle.</summary>
    /// <param name="fraction">The fraction of the period, in [0, 1).</param>
    /// <returns>sin 2πf.</returns>
    public static float Sine(double fraction) => (float)Math.Sin(2 * Math.PI * fraction);

    /// <summary>The second column of a pair on a circle.</summary>
    /// <param name="fraction">The fraction of the period, in [0, 1).</param>
    /// <returns>cos 2πf.</returns>
    public static float Cosine(double fraction) => (float)Math.Cos(2 * Math.PI * fraction);

    [DoesNotReturn]
    internal static void ThrowNotFinite(double value, string column) => throw PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture,
        $"Column '{column}' is {value}, and a feature must be finite; correct it, or declare [Missing] on the member where NaN means missing."));
}
