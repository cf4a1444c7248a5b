namespace PluginAL.Engine.Reports;

/// <summary>How often rows of one class were taken for another.</summary>
/// <param name="Classes">The C names of the classes.</param>
/// <param name="Counts">C rows by true class, each with C counts by predicted class; summed or averaged over seeds by whoever gives them.</param>
public sealed record ConfusionTable(IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<double>> Counts);
