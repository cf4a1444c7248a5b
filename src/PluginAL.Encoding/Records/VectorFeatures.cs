using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>Vectors of a stated length; called by generated code.</summary>
public static class VectorFeatures
{
    /// <summary>Writes a vector's columns.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="columns">As many columns as it must have values.</param>
    /// <param name="name">The group's name, for the message.</param>
    public static void Write(ReadOnlySpan<float> vector, Span<float> columns, string name)
    {
        CheckLength(vector.Length, columns.Length, name);
        for (var i = 0; i < vector.Length; i++)
        {
            columns[i] = FeatureMath.Finite(vector[i], name);
        }
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{float}, Span{float}, string)"/>
    public static void Write(ReadOnlySpan<double> vector, Span<float> columns, string name)
    {
        CheckLength(vector.Length, columns.Length, name);
        for (var i = 0; i < vector.Length; i++)
        {
            columns[i] = FeatureMath.Finite(vector[i], name);
        }
    }

    /// <summary>Writes a vector's columns.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="row">Where to.</param>
    /// <param name="offset">The first column.</param>
    /// <param name="length">How many values it must have.</param>
    /// <param name="name">The group's name, for the message.</param>
    public static void Write(ReadOnlySpan<float> vector, FeatureRow row, int offset, int length, string name)
    {
        CheckLength(vector.Length, length, name);
        for (var i = 0; i < vector.Length; i++)
        {
            row.Add(offset + i, FeatureMath.Finite(vector[i], name));
        }
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{float}, FeatureRow, int, int, string)"/>
    public static void Write(ReadOnlySpan<double> vector, FeatureRow row, int offset, int length, string name)
    {
        CheckLength(vector.Length, length, name);
        for (var i = 0; i < vector.Length; i++)
        {
            row.Add(offset + i, FeatureMath.Finite(vector[i], name));
        }
    }

    /// <summary>Writes columns that were prepared elsewhere.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="row">Where to.</param>
    /// <param name="offset">The first column.</param>
    public static void Copy(ReadOnlySpan<float> columns, FeatureRow row, int offset)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            row.Add(offset + i, columns[i]);
        }
    }

    private static void CheckLength(int found, int expected, string name)
    {
        if (found != expected)
        {
            throw PluginALException.Input(
                $"Column '{name}' holds a vector of {found} values; expected {expected}: correct the record, or its [Vector] length.");
        }
    }
}
