using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Round trip: 1 − chrF of the row's own text and of what the model's reverse direction makes of its best candidate, as an estimate of the quality without a reference (Haffari,
/// Roy and Sarkar 2009, "Active learning for statistical phrase-based machine translation", "reverse model"; chrF: Popović 2015).
/// </summary>
/// <remarks>
/// A row for which the model has no candidate scores 1, the most there is. A model without a reverse direction is refused. Batch: the highest scores. In a cold start the session
/// draws at random. O(length) for each row.
/// </remarks>
[Strategy("round-trip", Summary = "How far a text is from its translation there and back.", Needs = Signals.Candidates | Signals.Texts)]
public sealed class RoundTrip : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var candidates = block.Candidates[i];
            scores[i] = candidates.IsEmpty ? 1 : (float)(1 - CharacterFScore.Of(Back(candidates[0], block.Row(i)), block.Texts[i]));
        }
    }

    private static string Back(Candidate candidate, long row) => candidate.RoundTrip ?? throw PluginALException.Usage(
        $"Strategy 'round-trip' found no round trip for row {row}: the learner has no reverse direction; choose one that has, such as 'translation-memory', or another strategy.");
}
