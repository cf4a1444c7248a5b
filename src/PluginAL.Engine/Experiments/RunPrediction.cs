namespace PluginAL.Engine.Experiments;

/// <summary>The accuracy that was expected where a run with stopping rules ended.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Labels">Labels at its end.</param>
/// <param name="Predicted">The accuracy expected on the test part, whose labels were not looked at, from what models said of labelled rows before they learned from them.</param>
/// <param name="Accuracy">The accuracy on the test part.</param>
public sealed record RunPrediction(string Strategy, ulong Seed, int Labels, double Predicted, double Accuracy);
