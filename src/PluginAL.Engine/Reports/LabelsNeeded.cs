namespace PluginAL.Engine.Reports;

/// <summary>How many labels it takes to come close to a model that was fitted on all data.</summary>
/// <param name="Percent">How close, in per cent of the full-data metric: 90, 95 or 99.</param>
/// <param name="Threshold">
/// The metric to be reached: that share of the full-data metric, or, where less is better, the full-data metric divided by
/// that share; null where the full-data metric is unknown or not positive.
/// </param>
/// <param name="Labels">
/// The mean over seeds of the first measured number of labels that reaches it (measured: nothing is interpolated); null
/// where a seed never does, because a mean over the others would flatter the strategy.
/// </param>
/// <param name="SeedsReached">How many seeds reach it.</param>
public sealed record LabelsNeeded(int Percent, double? Threshold, double? Labels, int SeedsReached);
