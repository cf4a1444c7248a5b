using PluginAL.Engine.Measurement;

namespace PluginAL.Engine.Experiments;

/// <summary>The accuracy that was expected where a run with stopping rules ended.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Labels">Labels at its end.</param>
/// <param name="EndedBy">The stopping rule that ended it, as the user wrote it; null: none did, so it went to the budget.</param>
/// <param name="Prediction">The accuracy expected on the test part, whose labels were not looked at.</param>
/// <param name="Accuracy">The accuracy on the test part.</param>
public sealed record RunPrediction(string Strategy, ulong Seed, int Labels, string? EndedBy, AccuracyPrediction Prediction, double Accuracy);
