using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>BALD: the mutual information between the label and the member, H(p̄) − Σ H(p_m) ÷ M, in nats (Houlsby, Huszár, Ghahramani and Lengyel 2011, "Bayesian active learning for classification and preference learning"). The same number as <see cref="KullbackLeibler"/>.</summary>
[Strategy("bald", Summary = "The mutual information between label and member of a committee, in nats.", Needs = Signals.Members, ClassesOnly = true)]
public sealed class Bald : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "bald";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Committee.Score(CommitteeMeasure.MutualInformation, block.Members, block.MemberCount, block.ClassCount, scores);
}
