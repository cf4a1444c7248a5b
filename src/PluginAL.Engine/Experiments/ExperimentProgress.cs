namespace PluginAL.Engine.Experiments;

/// <summary>How far an experiment is.</summary>
/// <param name="Strategy">The strategy of the run.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Labels">Labels so far in the run.</param>
/// <param name="Metric">The first metric at that point.</param>
/// <param name="Done">The share of the whole experiment that is done, in [0, 1].</param>
public readonly record struct ExperimentProgress(string Strategy, ulong Seed, int Labels, double Metric, double Done);
