namespace PluginAL.Engine.Experiments;

/// <summary>The first metric of the task, such as the accuracy, at a run's end: measured on the test part, and as the run's own labels tell it.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Labels">Labels at its end.</param>
/// <param name="Accuracy">It on the test part.</param>
/// <param name="Estimate">It over the pool, as the run's labels tell it (<see cref="Measurement.LabelledRisk"/>).</param>
public sealed record RunEstimate(string Strategy, ulong Seed, int Labels, double Accuracy, AccuracyEstimate Estimate);
