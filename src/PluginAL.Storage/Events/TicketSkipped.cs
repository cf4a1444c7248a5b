namespace PluginAL.Storage;

/// <summary>An annotator passed over a ticket.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Row">The row of the pool.</param>
/// <param name="Annotator">Who skipped it.</param>
/// <param name="Cost">What the skip cost, in units of the budget; finite.</param>
/// <param name="Reason">Why; null: no reason was given.</param>
public sealed record TicketSkipped(string TicketId, long Row, string Annotator, double Cost, string? Reason = null) : LedgerEvent;
