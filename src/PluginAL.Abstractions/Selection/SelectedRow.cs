namespace PluginAL.Abstractions;

/// <summary>A row that a strategy chose.</summary>
/// <param name="Row">The row of the pool.</param>
/// <param name="Score">How much it is worth labelling; the higher, the more.</param>
/// <param name="Probability">The probability with which it was chosen, where the choice was random; null where it was deterministic.</param>
public readonly record struct SelectedRow(long Row, double Score, double? Probability = null);
