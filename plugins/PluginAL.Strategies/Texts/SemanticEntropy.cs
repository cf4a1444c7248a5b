using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Semantic entropy: candidates of one meaning are put together, and the entropy is that of the meanings, −Σ_c p(c) ln p(c) in nats (Kuhn, Gal and Farquhar 2023, "Semantic
/// uncertainty"; Farquhar, Kossen, Kuhn and Gal 2024, "Detecting hallucinations in large language models using semantic entropy").
/// </summary>
/// <remarks>
/// The papers ask a model of entailment whether two texts mean the same. Here the share of tokens in common stands for it, in lower case and without punctuation: word order
/// and a "not" go unseen, synonyms count as different. As in the papers, a candidate is compared with the first of each meaning, the most probable candidates first. The
/// weights are scaled to a sum of one. A row for which the model has no candidate scores 744.44, above all others. Batch: the highest scores. In a cold start the session
/// draws at random. O(M · meanings · length) for each row of M candidates.
/// </remarks>
/// <param name="options">When two texts mean the same, and what a candidate weighs.</param>
[Strategy("semantic-entropy", Summary = "The entropy over the meanings of the candidate texts.", Needs = Signals.Candidates)]
public sealed class SemanticEntropy(SemanticEntropyOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = (float)(block.Candidates[i].IsEmpty ? Candidates.Unspeakable : Of(block.Candidates[i]));
        }
    }

    private double Of(ReadOnlySpan<Candidate> candidates)
    {
        var (meanings, weights) = (new List<(Dictionary<ulong, int> Tokens, int Count)>(), new List<double>());
        var least = double.PositiveInfinity;
        foreach (var candidate in candidates)
        {
            least = Math.Min(least, Surprise(candidate));
        }

        foreach (var candidate in candidates)
        {
            var tokens = TextTokens.Of(candidate.Text, symbols: false);
            var counts = TextTokens.NGrams(tokens, 1);
            var meaning = meanings.FindIndex(known => Overlap(known, (counts, tokens.Length)) >= options.Threshold);
            if (meaning < 0)
            {
                meaning = meanings.Count;
                meanings.Add((counts, tokens.Length));
                weights.Add(0);
            }

            weights[meaning] += Math.Exp(least - Surprise(candidate));
        }

        var total = weights.Sum();
        return double.IsNaN(total) ? total : Math.Max(0, -weights.Where(weight => weight > 0).Sum(weight => weight / total * Math.Log(weight / total)));
    }

    private double Surprise(Candidate candidate) => options.Weight switch
    {
        CandidateWeight.Count => 0,
        CandidateWeight.LengthNormalised => Candidates.Surprise(candidate, 1),
        _ => Candidates.Surprise(candidate, 0),
    };

    private static double Overlap((Dictionary<ulong, int> Tokens, int Count) a, (Dictionary<ulong, int> Tokens, int Count) b) =>
        a.Count + b.Count == 0 ? 1 : 2.0 * TextTokens.Shared(a.Tokens, b.Tokens) / (a.Count + b.Count);
}
