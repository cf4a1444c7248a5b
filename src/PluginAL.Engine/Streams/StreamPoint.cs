namespace PluginAL.Engine.Streams;

/// <summary>A point of a stream's curve.</summary>
/// <param name="Rows">The rows so far.</param>
/// <param name="Labels">The labels asked for so far.</param>
/// <param name="Accuracy">The share of all rows so far, after the first model, that were predicted rightly; NaN before.</param>
/// <param name="RecentAccuracy">The same of the rows since the point before.</param>
public readonly record struct StreamPoint(long Rows, long Labels, double Accuracy, double RecentAccuracy);
