using System.Diagnostics.CodeAnalysis;

namespace PluginAL.Scoring.Kernels;

/// <summary>Checks that spans fit together, with errors that say what was found and what was expected.</summary>
internal static class Shape
{
    /// <summary>The number of rows in a span of <paramref name="length"/> floats.</summary>
    internal static int Rows(int length, int classes, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        int rows = length / classes;
        if (rows * classes != length) ThrowNotAMultiple(length, classes, name);
        return rows;
    }

    /// <summary>The number of rows, which must also be the number of outputs.</summary>
    internal static int Rows(int length, int classes, int outputs)
    {
        int rows = Rows(length, classes, "probabilities");
        if (rows != outputs) ThrowLength(outputs, rows, "scores");
        return rows;
    }

    internal static void Length(int found, long expected, string name)
    {
        if (found != expected) ThrowLength(found, expected, name);
    }

    /// <summary>Checks CSR offsets: at least one, ascending, and covering exactly the entries.</summary>
    internal static void Offsets(ReadOnlySpan<long> offsets, int entries, string name)
    {
        if (offsets.IsEmpty) throw new ArgumentException("Found no offsets, expected one more than there are rows.", name);
        for (int i = 1; i < offsets.Length; i++)
        {
            if (offsets[i] < offsets[i - 1])
                throw new ArgumentException($"Offset {i} is {offsets[i]}, less than {offsets[i - 1]} before it.", name);
        }
        long covered = offsets[^1] - offsets[0];
        if (covered != entries) throw new ArgumentException($"The offsets cover {covered} entries, expected {entries}.", name);
    }

    [DoesNotReturn]
    private static void ThrowNotAMultiple(int length, int classes, string name) =>
        throw new ArgumentException($"Found {length} values, which are no whole number of rows of {classes}.", name);

    [DoesNotReturn]
    private static void ThrowLength(int found, long expected, string name) =>
        throw new ArgumentException($"Found {found} values, expected {expected}.", name);
}
