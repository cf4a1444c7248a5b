namespace PluginAL.Engine.Streams;

/// <summary>How a stream was learned from, tested on each row before its label was seen (prequential; Gama, Sebastião and Rodrigues 2013).</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Labels">The labels that were asked for.</param>
/// <param name="Predicted">The rows that a model predicted: all but those before the first one.</param>
/// <param name="Accuracy">The share of these that it predicted rightly; NaN where there are none.</param>
/// <param name="Curve">The way there.</param>
public sealed record StreamResult(long Rows, long Labels, long Predicted, double Accuracy, IReadOnlyList<StreamPoint> Curve);
