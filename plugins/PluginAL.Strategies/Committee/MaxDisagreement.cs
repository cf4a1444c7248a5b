using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Maximum disagreement: the greatest KL(p_m ‖ p̄) of any member, in nats. One dissenter suffices.</summary>
[Strategy("max-disagreement", Summary = "The greatest divergence of any member of a committee from the consensus, in nats.", Needs = Signals.Members, ClassesOnly = true)]
public sealed class MaxDisagreement : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "max-disagreement";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Committee.Score(CommitteeMeasure.MaxDisagreement, block.Members, block.MemberCount, block.ClassCount, scores);
}
