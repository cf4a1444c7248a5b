namespace PluginAL.Abstractions;

/// <summary>A text that a model would write for a row, from a beam or drawn at random (<see cref="Signals.Candidates"/>).</summary>
/// <param name="Text">The text.</param>
/// <param name="LogProbability">log p(text | row), in nats, at most 0: the sum over its tokens.</param>
/// <param name="TokenCount">The number of tokens that the sum is over, at least 1.</param>
public sealed record Candidate(string Text, double LogProbability, int TokenCount)
{
    /// <summary>The row's own text as the model's reverse direction would write it from <see cref="Text"/>; null where the model has none.</summary>
    public string? RoundTrip { get; init; }
}
