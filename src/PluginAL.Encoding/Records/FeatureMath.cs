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

    /// <summary>Checks that a state belongs to the adapter and that the row has its width.</summary>
    /// <param name="state">The state.</param>
    /// <param name="schemaHash">The adapter's schema hash.</param>
    /// <param name="record">The record's name, for the message.</param>
    /// <param name="length">The room that was given.</param>
    /// <param name="needed">The room that is needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(FeatureState state, string schemaHash, string record, long length, long needed)
    {
        if (state is null || (!ReferenceEquals(state.SchemaHash, schemaHash) && state.SchemaHash != schemaHash) || length != needed)
        {
            ThrowMismatch(state, schemaHash, record, length, needed);
        }
    }

    /// <summary>The first column of a pair on a circle.</summary>
    /// <param name="fraction">The fraction of the period, in [0, 1).</param>
    /// <returns>sin 2πf.</returns>
    public static float Sine(double fraction) => (float)Math.Sin(2 * Math.PI * fraction);

    /// <summary>The second column of a pair on a circle.</summary>
    /// <param name="fraction">The fraction of the period, in [0, 1).</param>
    /// <returns>cos 2πf.</returns>
    public static float Cosine(double fraction) => (float)Math.Cos(2 * Math.PI * fraction);

    /// <summary>Ends a pass that saw nothing.</summary>
    /// <param name="recordCount">How many records the pass saw.</param>
    /// <param name="record">The record's name.</param>
    /// <exception cref="PluginALException">There were none.</exception>
    public static void CheckObserved(long recordCount, string record)
    {
        if (recordCount == 0)
        {
            throw PluginALException.Input($"The features of {record} were fitted on no records; give at least one.");
        }
    }

    [DoesNotReturn]
    internal static void ThrowNotFinite(double value, string column) => throw PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture,
        $"Column '{column}' is {value}, and a feature must be finite; correct it, or declare [Missing] on the member where NaN means missing."));

    [DoesNotReturn]
    private static void ThrowMismatch(FeatureState? state, string schemaHash, string record, long length, long needed)
    {
        ArgumentNullException.ThrowIfNull(state);
        throw state.SchemaHash != schemaHash
            ? PluginALException.Input(
                $"The features of {record} have schema {schemaHash}, and the state was learned under {state.SchemaHash}; fit again, or migrate the pool.")
            : new ArgumentException($"The features of {record} need room for {needed} values; {length} were given.");
    }
}
