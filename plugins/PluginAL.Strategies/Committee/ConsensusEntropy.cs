using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Consensus entropy: the entropy of the mean of the members' probabilities, in nats (Settles 2009, "Active learning literature survey", section 3.2).</summary>
[Strategy("consensus-entropy", Summary = "The entropy of the mean of a committee's probabilities, in nats.", Needs = Signals.Members, ClassesOnly = true)]
public sealed class ConsensusEntropy : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "consensus-entropy";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Committee.Score(CommitteeMeasure.ConsensusEntropy, block.Members, block.MemberCount, block.ClassCount, scores);
}
