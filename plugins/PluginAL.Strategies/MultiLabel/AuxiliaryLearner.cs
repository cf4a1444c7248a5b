using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Auxiliary learner: how far other learners are from the set of labels y that the model predicts (Hung and Lin 2011, "Multi-label active learning with
/// auxiliary learner"). Here each member of the committee is an auxiliary learner, and the loss is their mean.
/// </summary>
/// <remarks>
/// <see cref="AuxiliaryLoss.Hamming"/> counts the labels on which a member decides otherwise; <see cref="AuxiliaryLoss.SoftHamming"/> is the mean of
/// (1 − y f) ÷ 2, y being ±1 and f = 2p − 1 the member's; both in [0, 1]. With f in [−1, 1] the paper's maximum margin reduction is the same
/// number as the soft Hamming loss. O(M · L) for each row. Batch: the highest scores. In a cold start the session draws at random.
/// </remarks>
/// <param name="options">The loss.</param>
[Strategy("auxiliary-learner", Summary = "How far the committee is from the labels that the model predicts.", Needs = Signals.LabelProbabilities | Signals.Members)]
public sealed class AuxiliaryLearner(AuxiliaryLearnerOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        var (labels, members) = (block.LabelCount, block.MemberCount);
        for (var i = 0; i < block.Count; i++)
        {
            var loss = 0.0;
            var major = block.LabelProbabilities.Slice(i * labels, labels);
            var auxiliary = block.Members.Slice(i * labels * members, labels * members);
            for (var j = 0; j < auxiliary.Length; j++)
            {
                var (p, positive) = (auxiliary[j], major[j % labels] > 0.5f);
                loss += float.IsNaN(p) || float.IsNaN(major[j % labels]) ? double.NaN
                    : options.Loss == AuxiliaryLoss.Hamming ? positive == p > 0.5f ? 0 : 1
                    : positive ? 1 - (double)p : p;
            }

            scores[i] = (float)(loss / auxiliary.Length);
        }
    }
}
