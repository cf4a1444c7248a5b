using PluginAL.Abstractions;

namespace PluginAL.Storage;

/// <summary>An annotator labelled a row.</summary>
/// <param name="TicketId">The ticket that asked for it.</param>
/// <param name="Row">The row of the pool.</param>
/// <param name="Label">The label.</param>
/// <param name="Annotator">Who gave it.</param>
/// <param name="Cost">What it cost, in units of the budget; finite.</param>
public sealed record LabelGiven(string TicketId, long Row, Label Label, string Annotator, double Cost) : LedgerEvent;
