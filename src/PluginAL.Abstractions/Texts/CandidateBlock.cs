namespace PluginAL.Abstractions;

/// <summary>Candidate texts of n rows (<see cref="Signals.Candidates"/>).</summary>
public readonly ref struct CandidateBlock
{
    /// <summary>n + 1 offsets into <see cref="All"/>, ascending from 0.</summary>
    public required ReadOnlySpan<int> Offsets { get; init; }

    /// <summary>The candidates, row after row; within a row the most probable first.</summary>
    public required ReadOnlySpan<Candidate> All { get; init; }

    /// <summary>The candidates of a row, the most probable first; may be empty.</summary>
    /// <param name="index">The row, in [0, n).</param>
    public ReadOnlySpan<Candidate> this[int index] => All[Offsets[index]..Offsets[index + 1]];
}
