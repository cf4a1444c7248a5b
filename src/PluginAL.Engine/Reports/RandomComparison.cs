namespace PluginAL.Engine.Reports;

/// <summary>A strategy against random selection, by the first metric.</summary>
/// <param name="Area">The difference of the areas under the curves, over the range of labels that both cover.</param>
/// <param name="AtLabels">The difference at each number of labels that every paired run measured, ascending.</param>
/// <param name="Claim">What may be claimed of the area.</param>
/// <param name="Verdict">The claim as a sentence.</param>
public sealed record RandomComparison(
    PairedDifference Area,
    IReadOnlyList<KeyValuePair<int, PairedDifference>> AtLabels,
    Claim Claim,
    string Verdict);
