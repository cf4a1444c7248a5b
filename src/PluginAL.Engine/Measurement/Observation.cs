namespace PluginAL.Engine.Measurement;

/// <summary>A row that was drawn from the pool and labelled, in the order of drawing.</summary>
/// <param name="Loss">The model's loss on it; 0 or 1 for classification.</param>
/// <param name="Probability">The probability with which it was drawn from the rows that were left then, in (0, 1]; NaN where nobody knows it.</param>
public readonly record struct Observation(double Loss, double Probability);
