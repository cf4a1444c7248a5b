namespace PluginAL.Abstractions;

/// <summary>A number (<see cref="LearningTask.Regression"/>).</summary>
/// <param name="Value">The number; finite.</param>
public sealed record NumberLabel(double Value) : Label;
