namespace PluginAL.Abstractions;

/// <summary>A row that was chosen in an earlier round.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Row">The row of the pool.</param>
/// <param name="Score">Its score then.</param>
/// <param name="Probability">The probability with which its draw gave it, among the rows that were left; null where the choice was deterministic.</param>
public readonly record struct PastSelection(int Round, long Row, double Score, double? Probability);
