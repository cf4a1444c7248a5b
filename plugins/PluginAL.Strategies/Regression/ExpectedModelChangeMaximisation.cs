using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// EMCM, expected model change maximisation: the mean over the members b of the committee of ‖(f(x) − f_b(x)) (x, 1)‖, the length of the step that the label
/// f_b(x) would make a linear model take (Cai, Zhang and Zhou 2013, "Maximizing expected model change for active learning in regression"). At least 0.
/// </summary>
/// <remarks>O(M + non-zero features) for each row. Batch: the highest scores. In a cold start the session draws at random. The members are those of a
/// bootstrap in the paper, as the session's committee is.</remarks>
[Strategy(
    "expected-model-change-maximisation", Summary = "How far a label as the committee expects it would move a linear model of numbers.",
    Needs = Signals.MeanAndVariance | Signals.Members | Signals.Features)]
public sealed class ExpectedModelChangeMaximisation : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var change = 0.0;
            foreach (var number in block.Members.Slice(i * block.MemberCount, block.MemberCount))
            {
                change += Math.Abs((double)block.Means[i] - number);
            }

            scores[i] = (float)(change / block.MemberCount * Lengths.WithIntercept(block.Features, i));
        }
    }
}
