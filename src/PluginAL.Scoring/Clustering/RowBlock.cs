namespace PluginAL.Scoring.Clustering;

/// <summary>Hands out a block of consecutive rows: the way in which a table larger than a span, or than memory, is read.</summary>
/// <param name="first">The first row wanted, from 0.</param>
/// <param name="max">How many rows are wanted at most, at least 1.</param>
/// <returns>
/// At least one whole row and at most <paramref name="max"/>, row-major, beginning with <paramref name="first"/>. Fewer than wanted means
/// only that a segment ends; the reader asks again. The values stay the same and in place until the algorithm returns, and the
/// delegate may be called from several threads at once when more than one was asked for. Mapped rows are simply a span over the map.
/// </returns>
public delegate ReadOnlySpan<float> RowBlock(long first, int max);
