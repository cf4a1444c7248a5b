namespace PluginAL.Engine.Annotators;

/// <summary>A class that an annotator gave.</summary>
/// <param name="Annotator">The annotator, from 0.</param>
/// <param name="Class">The class, from 0.</param>
public readonly record struct AnnotatorLabel(int Annotator, int Class);
