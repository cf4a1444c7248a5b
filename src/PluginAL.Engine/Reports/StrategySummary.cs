namespace PluginAL.Engine.Reports;

/// <summary>A strategy over all its seeds.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Seeds">The seeds it ran with, ascending.</param>
/// <param name="FirstLabels">The fewest labels of any of its points.</param>
/// <param name="FinalLabels">The most labels of any of its points.</param>
/// <param name="Area">
/// The area under the learning curve of the first metric (trapezoid rule) divided by its range of labels, so that it is in
/// the metric's own unit: the metric's mean height over the budget.
/// </param>
/// <param name="AreaPerSeed">The same for each seed, in the order of <paramref name="Seeds"/>.</param>
/// <param name="Final1">The first metric after each seed's last round.</param>
/// <param name="Final2">The second metric after each seed's last round.</param>
/// <param name="LabelsNeeded">The labels needed for 90, 95 and 99 % of the full-data metric.</param>
/// <param name="FitSeconds">The mean time of fitting in a round.</param>
/// <param name="PredictSeconds">The mean time of predicting in a round.</param>
/// <param name="SelectSeconds">The mean time of choosing in a round.</param>
/// <param name="AgainstRandom">Against the strategy <c>random</c> of the same experiment; null where it was not run, and for itself.</param>
public sealed record StrategySummary(
    string Strategy,
    IReadOnlyList<ulong> Seeds,
    int FirstLabels,
    int FinalLabels,
    Spread Area,
    IReadOnlyList<double> AreaPerSeed,
    Spread Final1,
    Spread Final2,
    IReadOnlyList<LabelsNeeded> LabelsNeeded,
    double FitSeconds,
    double PredictSeconds,
    double SelectSeconds,
    RandomComparison? AgainstRandom);
