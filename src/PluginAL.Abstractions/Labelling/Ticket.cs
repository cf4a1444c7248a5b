namespace PluginAL.Abstractions;

/// <summary>
/// A row that was chosen for labelling, handed out until it is answered. Tickets may be answered late, in any order, in
/// part, or skipped.
/// </summary>
/// <param name="Id">Unique in its session, and a function of it: the same session hands out the same identifiers again after a crash.</param>
/// <param name="Row">The row of the pool.</param>
/// <param name="Round">The round in which it was chosen, from 0 (the initial sample).</param>
/// <param name="Score">How much the strategy thought it worth; NaN for the initial sample and for a random fall-back.</param>
/// <param name="Probability">
/// Where the scheme draws at random, the probability with which this draw gave the row, among those that were left at its turn; null where the choice was deterministic.
/// </param>
public sealed record Ticket(string Id, long Row, int Round, double Score, double? Probability);
