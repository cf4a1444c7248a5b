namespace PluginAL;

/// <summary>A record that cannot be read, before it is known which row of the whole it is.</summary>
/// <param name="line">The line of the source, from 1; 0: not known.</param>
/// <param name="index">The record's place among those that were read with it.</param>
/// <param name="message">What was found, what was expected, what to do.</param>
/// <param name="inner">What caused it.</param>
internal sealed class RecordFault(long line, int index, string message, Exception? inner = null) : Exception(message, inner)
{
    public long Line { get; } = line;

    public int Index { get; } = index;
}
