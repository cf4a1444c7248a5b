using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Vote entropy: −Σ (v_c ÷ M) ln (v_c ÷ M) over the members' hard votes, in nats (Dagan and Engelson 1995, "Committee-based sampling for training probabilistic classifiers").</summary>
[Strategy("vote-entropy", Summary = "The entropy of the votes of a committee, in nats.", Needs = Signals.Members, ClassesOnly = true)]
public sealed class VoteEntropy : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "vote-entropy";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Committee.Score(CommitteeMeasure.VoteEntropy, block.Members, block.MemberCount, block.ClassCount, scores);
}
