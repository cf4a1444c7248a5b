namespace PluginAL.Abstractions;

/// <summary>A text (<see cref="LearningTask.Translation"/>).</summary>
/// <param name="Text">The text.</param>
public sealed record TextLabel(string Text) : Label;
