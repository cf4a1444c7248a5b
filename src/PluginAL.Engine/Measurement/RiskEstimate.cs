namespace PluginAL.Engine.Measurement;

/// <summary>A mean loss over a whole pool, estimated from some of its rows.</summary>
/// <param name="Value">The estimate, in the loss's unit; for a 0/1 loss 1 − accuracy, in [0, 1].</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end of the 95 % interval.</param>
/// <param name="Count">How many labelled rows it rests on.</param>
public sealed record RiskEstimate(double Value, double Low, double High, int Count);
