using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Variation ratio: one minus the share of the modal vote (Freeman 1965, "Elementary applied statistics"), over hard votes.</summary>
[Strategy("variation-ratio", Summary = "One minus the share of a committee's votes that the leading class has.", Needs = Signals.Members, ClassesOnly = true)]
public sealed class VariationRatio : IMeasureStrategy
{
    /// <inheritdoc/>
    public string Measure => "variation-ratio";

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) =>
        Committee.Score(CommitteeMeasure.VariationRatio, block.Members, block.MemberCount, block.ClassCount, scores);
}
