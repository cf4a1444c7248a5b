namespace PluginAL.Engine.Acquisition;

/// <summary>A missing value that is worth its price.</summary>
/// <param name="Row">The row.</param>
/// <param name="Feature">The column, from 0.</param>
/// <param name="Score">What knowing it is thought worth for each unit of its cost; the higher, the more.</param>
public readonly record struct FeatureQuery(long Row, int Feature, double Score);
