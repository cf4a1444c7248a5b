namespace PluginAL.Engine.Annotators;

/// <summary>A question to one annotator about one row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Annotator">The annotator, from 0.</param>
/// <param name="Score">What the answer is thought worth; the higher, the more. Comparable within a batch.</param>
/// <param name="IsAgain">Whether the row has labels of others already.</param>
public readonly record struct AnnotatorQuery(long Row, int Annotator, double Score, bool IsAgain);
