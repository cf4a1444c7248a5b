namespace PluginAL.Abstractions;

/// <summary>What has happened in a session so far.</summary>
public sealed record StopContext
{
    /// <summary>The round that ended, from 0.</summary>
    public required int Round { get; init; }

    /// <summary>Labels so far.</summary>
    public required int LabelCount { get; init; }

    /// <summary>What they cost, in units of the budget.</summary>
    public required double Cost { get; init; }

    /// <summary>Rows that can still be chosen.</summary>
    public required long CandidateCount { get; init; }

    /// <summary>The first metric on the test part (accuracy for classification) after each round; empty where there is no test part.</summary>
    public required IReadOnlyList<double> MetricHistory { get; init; }
}
