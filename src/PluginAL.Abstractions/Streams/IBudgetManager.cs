namespace PluginAL.Abstractions;

/// <summary>
/// Decides row by row whether a label is asked for, so that in the long run no greater share of the rows is than <see cref="StreamContext.Budget"/>.
/// </summary>
public interface IBudgetManager
{
    /// <summary>Decides on the next row, and remembers it.</summary>
    /// <param name="row">The row's number in the stream: what random draws are keyed by.</param>
    /// <param name="utility">What its label is worth; NaN: the row counts, but is not asked for.</param>
    /// <param name="context">What is known of the stream so far.</param>
    /// <returns>The decision.</returns>
    StreamDecision Decide(long row, double utility, StreamContext context);

    /// <summary>Writes what is remembered of the rows so far.</summary>
    /// <param name="stream">The stream; not closed.</param>
    void SaveState(Stream stream);

    /// <summary>Takes up a state that <see cref="SaveState"/> wrote.</summary>
    /// <param name="stream">The stream, at the state's first byte; not closed.</param>
    void RestoreState(Stream stream);
}
