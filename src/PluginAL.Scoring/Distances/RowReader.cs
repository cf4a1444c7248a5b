namespace PluginAL.Scoring;

/// <summary>Hands out consecutive rows of a matrix that may be larger than one span, such as a memory-mapped column.</summary>
/// <param name="firstRow">The first row wanted, at least 0.</param>
/// <param name="count">How many rows, at least 1.</param>
/// <returns>The rows, row-major: count × width values. They must stay as they are until the search that asked for them has returned.
/// May be called from several threads at once.</returns>
public delegate ReadOnlySpan<float> RowReader(long firstRow, int count);
