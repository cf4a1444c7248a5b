namespace PluginAL.Abstractions;

/// <summary>
/// The features of many rows, (N, D), read as blocks. N is 64-bit: a matrix may be larger than memory, and nothing
/// ever asks for the whole of it.
/// </summary>
public abstract class FeatureMatrix
{
    /// <summary>Dense or sparse.</summary>
    public abstract FeatureLayout Layout { get; }

    /// <summary>The number of rows N.</summary>
    public abstract long RowCount { get; }

    /// <summary>The number of columns D.</summary>
    public abstract int Width { get; }

    /// <summary>
    /// Consecutive rows from <paramref name="firstRow"/> on: at most <paramref name="maxRows"/>, fewer where the matrix, a segment
    /// of the pool or what one span can hold ends, and at least one. Safe to call from several threads.
    /// </summary>
    /// <param name="firstRow">The first row, in [0, N).</param>
    /// <param name="maxRows">The most rows wanted, at least 1.</param>
    /// <returns>
    /// The block; valid until the same thread asks for the next one. Most are views and live as long as the matrix, but numbers that are stored
    /// short are widened into a buffer of the thread.
    /// </returns>
    public abstract FeatureBlock Block(long firstRow, int maxRows);
}
