using PluginAL.Engine.Measurement;

namespace PluginAL.Engine.Experiments;

/// <summary>The accuracy that was expected where a run with stopping rules ended.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Labels">Labels at its end.</param>
/// <param name="Accuracy">The accuracy on the test part.</param>
/// <param name="Prediction">The accuracy expected over the pool (<see cref="PredictedAccuracy"/>).</param>
public sealed record RunPrediction(string Strategy, ulong Seed, int Labels, double Accuracy, AccuracyPrediction Prediction);
