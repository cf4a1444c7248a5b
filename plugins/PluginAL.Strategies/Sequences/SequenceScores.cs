using System.Buffers;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>What the strategies over sequences share.</summary>
internal static class SequenceScores
{
    /// <summary>The score of a sequence without tokens: below that of any other, as there is nothing to label.</summary>
    public const float Empty = -1;

    /// <summary>A measure of each token's marginals, aggregated over each sequence.</summary>
    public static void OfTokens(UncertaintyMeasure measure, TokenAggregate aggregate, in TokenBlock tokens, Span<float> scores)
    {
        var rented = ArrayPool<float>.Shared.Rent(tokens.BestTags.Length);
        try
        {
            var values = rented.AsSpan(0, tokens.BestTags.Length);
            if (!values.IsEmpty)
            {
                Uncertainty.Score(measure, tokens.Marginals, tokens.TagCount, values);
            }

            for (var i = 0; i < scores.Length; i++)
            {
                var sequence = values[tokens.Offsets[i]..tokens.Offsets[i + 1]];
                var (sum, max) = (0.0, double.NegativeInfinity);
                foreach (var value in sequence)
                {
                    sum += value;
                    max = Math.Max(max, value);
                }

                scores[i] = sequence.IsEmpty ? Empty : (float)(aggregate switch
                {
                    TokenAggregate.Sum => sum,
                    TokenAggregate.Max => max,
                    _ => sum / sequence.Length,
                });
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>A sequence's score for each unit of what it costs to label; <see cref="Empty"/> where it has no token.</summary>
    public static float Priced(double score, int length, SequenceCost per, double overhead) =>
        length == 0 ? Empty : (float)(per == SequenceCost.Token ? score / (overhead + length) : score);

    /// <summary>The log-probabilities of a sequence's best paths.</summary>
    public static ReadOnlySpan<double> Paths(in TokenBlock tokens, int index) => tokens.PathLogProbabilities.Slice(index * tokens.PathCount, tokens.PathCount);

    /// <summary>Refuses a model of which only the best path is known.</summary>
    public static void ExpectTwoPaths(in TokenBlock tokens, string strategy)
    {
        if (tokens.PathCount < 2)
        {
            throw PluginALException.Usage(
                $"Strategy '{strategy}' compares the best paths of a sequence, but the model gives {tokens.PathCount}; give the learner's option 'paths' 2 or more.");
        }
    }
}
