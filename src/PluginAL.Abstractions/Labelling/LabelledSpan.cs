namespace PluginAL.Abstractions;

/// <summary>A stretch of text with a class.</summary>
/// <param name="Start">The first UTF-16 unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Class">The class's index in the pool's list of classes; −1 where spans have none.</param>
/// <param name="Surface">The text itself, so that offsets in other units can be checked.</param>
public readonly record struct LabelledSpan(int Start, int End, int Class, string Surface);
