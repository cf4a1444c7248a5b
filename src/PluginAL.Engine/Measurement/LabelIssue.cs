namespace PluginAL.Engine.Measurement;

/// <summary>A label that is probably wrong.</summary>
/// <param name="Index">The row's position in what was given.</param>
/// <param name="Given">The class that it has.</param>
/// <param name="Suggested">The class that the model says with confidence.</param>
/// <param name="Quality">The probability of the given class, in [0, 1]; the lower, the more suspect.</param>
public readonly record struct LabelIssue(int Index, int Given, int Suggested, double Quality);
