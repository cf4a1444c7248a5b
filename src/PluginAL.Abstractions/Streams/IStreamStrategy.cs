namespace PluginAL.Abstractions;

/// <summary>
/// Says how much the label of a row is worth where rows arrive one after another and never come back, so that there is no pool to compare it with. Whether
/// it is asked for is the <see cref="IBudgetManager"/>'s decision. Every <see cref="IPointwiseStrategy"/> serves as one, too: implement this contract
/// where the worth depends on the rows that came before.
/// </summary>
public interface IStreamStrategy
{
    /// <summary>
    /// Takes notice of rows in the order in which they arrived, each once, and scores them. The same rows, one at a time or several, give the same scores.
    /// </summary>
    /// <param name="rows">n consecutive rows with the signals that were declared as needs; <see cref="SignalBlock.FirstRow"/> is the first one's number in the stream.</param>
    /// <param name="context">What is known of the stream so far.</param>
    /// <param name="utilities">n scores: the higher, the more worth labelling; NaN: not to be asked for, whatever is left of the budget.</param>
    void Score(in SignalBlock rows, StreamContext context, Span<double> utilities);

    /// <summary>Writes what is remembered of the rows so far.</summary>
    /// <param name="stream">The stream; not closed.</param>
    void SaveState(Stream stream);

    /// <summary>Takes up a state that <see cref="SaveState"/> wrote.</summary>
    /// <param name="stream">The stream, at the state's first byte; not closed.</param>
    void RestoreState(Stream stream);
}
