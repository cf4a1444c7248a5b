namespace PluginAL.Engine.Scoring;

/// <summary>
/// Scores rows by a measure straight from where their signals lie, without probabilities in between being written down. For one
/// thread, with buffers of its own.
/// </summary>
public abstract class MeasureReader
{
    /// <summary>Scores consecutive rows: as many as there is room for, or fewer, but at least one.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="scores">Where the scores go.</param>
    /// <returns>The number of rows that were scored.</returns>
    public abstract int Score(long firstRow, Span<float> scores);

    /// <summary>Scores chosen rows.</summary>
    /// <param name="rows">The rows, ascending.</param>
    /// <param name="scores">Where their scores go; as long.</param>
    public abstract void Gather(ReadOnlySpan<long> rows, Span<float> scores);
}
