using PluginAL.Abstractions;

namespace PluginAL.Storage;

/// <summary>An annotator replaced a label by another. Both stay in the ledger; the later one counts.</summary>
/// <param name="TicketId">The ticket whose label was wrong.</param>
/// <param name="Row">The row of the pool.</param>
/// <param name="Label">The label that now holds.</param>
/// <param name="Annotator">Who corrected it.</param>
/// <param name="Cost">What the correction cost, in units of the budget; finite.</param>
public sealed record LabelCorrected(string TicketId, long Row, Label Label, string Annotator, double Cost) : LedgerEvent;
