namespace PluginAL.Abstractions;

/// <summary>One class of C (<see cref="LearningTask.Classification"/>).</summary>
/// <param name="Class">The class's index in the pool's list of classes, in [0, C).</param>
public sealed record ClassLabel(int Class) : Label;
