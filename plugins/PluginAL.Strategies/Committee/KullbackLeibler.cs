using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Mean divergence to the consensus: Σ KL(p_m ‖ p̄) ÷ M, in nats (McCallum and Nigam 1998, "Employing EM and pool-based active learning for text classification"). The same number as <see cref="Bald"/>.</summary>
[Strategy("kl-divergence", Summary = "The mean divergence of a committee's members from their consensus, in nats; equal to bald.", Needs = Signals.Members, ClassesOnly = true)]
public sealed class KullbackLeibler : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "kl-divergence";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Committee.Score(CommitteeMeasure.MeanKullbackLeibler, block.Members, block.MemberCount, block.ClassCount, scores);
}
