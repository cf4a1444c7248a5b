namespace PluginAL.Engine.Sessions;

/// <summary>Where the time of the last ask went, in seconds.</summary>
/// <param name="Fit">Training the model.</param>
/// <param name="Predict">What the model says of the pool; the training of a committee that the strategy needs is part of it.</param>
/// <param name="Select">Scores, top-k, and whatever else the strategy does.</param>
public readonly record struct RoundTimings(double Fit, double Predict, double Select);
