using System.Diagnostics.CodeAnalysis;
using PluginAL.Scoring.Kernels;

namespace PluginAL.Scoring.Clustering;

/// <summary>An (N, D) float32 table that is read in blocks. Rows have 64-bit numbers; nothing is copied.</summary>
public sealed class RowTable
{
    private readonly RowBlock _block;

    /// <summary>A table over rows that a delegate hands out.</summary>
    /// <param name="count">N, at least 0.</param>
    /// <param name="width">D, values in a row, at least 1.</param>
    /// <param name="block">Hands out the rows; see there for what it promises.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or a width below 1.</exception>
    public RowTable(long count, int width, RowBlock block)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentNullException.ThrowIfNull(block);
        Count = count;
        Width = width;
        _block = block;
    }

    /// <summary>A table over values in memory.</summary>
    /// <param name="values">(N, <paramref name="width"/>) row-major.</param>
    /// <param name="width">D, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="width"/>.</exception>
    public RowTable(ReadOnlyMemory<float> values, int width)
        : this(Shape.Rows(values.Length, width, nameof(values)), width, (first, max) =>
            values.Span.Slice(checked((int)(first * width)), Math.Min(max, values.Length / width - (int)first) * width))
    {
    }

    /// <summary>N, the number of rows.</summary>
    public long Count { get; }

    /// <summary>D, the number of values in a row.</summary>
    public int Width { get; }

    /// <summary>The rows from <paramref name="first"/> on, as many as lie together, but not more than <paramref name="max"/>.</summary>
    /// <param name="first">The first row, 0 to N − 1.</param>
    /// <param name="max">How many at most, at least 1.</param>
    /// <returns>At least one whole row.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The row is not in the table, or <paramref name="max"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The delegate handed out no whole number of rows, or too many.</exception>
    public ReadOnlySpan<float> Rows(long first, long max)
    {
        if ((ulong)first >= (ulong)Count)
            throw new ArgumentOutOfRangeException(nameof(first), first, $"Expected a row from 0 to {Count - 1}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        int wanted = (int)Math.Min(Math.Min(max, Count - first), Array.MaxLength / Width);
        ReadOnlySpan<float> rows = _block(first, wanted);
        if (rows.Length < Width || rows.Length > (long)wanted * Width || rows.Length % Width != 0)
            ThrowBadBlock(rows.Length, first, wanted);
        return rows;
    }

    [DoesNotReturn]
    private void ThrowBadBlock(int length, long first, int wanted) => throw new InvalidOperationException(
        $"The row block for row {first} has {length} values, expected 1 to {wanted} rows of {Width}.");
}
