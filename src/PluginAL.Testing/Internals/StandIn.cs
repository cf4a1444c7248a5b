using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>What a composite strategy works through where the strategy that it names is not at hand: margin, or what is most uncertain where the task is another; in a cold start chance.</summary>
internal sealed class StandIn : IPointwiseStrategy
{
    public static readonly StandIn Instance = new();

    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            if (block.Probabilities.IsEmpty)
            {
                scores[i] = !block.LabelProbabilities.IsEmpty ? 1 - Math.Abs(block.LabelProbabilities[i * block.LabelCount] - 0.5f)
                    : !block.Variances.IsEmpty ? block.Variances[i]
                    : block.Tokens.Count > 0 ? (float)block.Tokens.Entropies[i]
                    : block.Candidates.Offsets.Length > 1 ? block.Candidates[i].Length
                    : (float)random.Uniform(block.Row(i));
                continue;
            }

            float first = 0, second = 0;
            foreach (var p in block.Probabilities.Slice(i * block.ClassCount, block.ClassCount))
            {
                (first, second) = p > first ? (p, first) : (first, Math.Max(second, p));
            }

            scores[i] = 1 - (first - second);
        }
    }
}
