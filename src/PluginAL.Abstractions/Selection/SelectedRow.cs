namespace PluginAL.Abstractions;

/// <summary>A row that a strategy chose.</summary>
/// <param name="Row">The row of the pool.</param>
/// <param name="Score">How much it is worth labelling; the higher, the more.</param>
/// <param name="Probability">
/// Where the choice was random, the probability with which this draw gave it, among the rows that were left at its turn (rows are drawn one after another, in the order
/// of the list); null where the choice was deterministic.
/// </param>
public readonly record struct SelectedRow(long Row, double Score, double? Probability = null);
