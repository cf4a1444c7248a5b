using PluginAL.Abstractions;

namespace PluginAL.Storage;

/// <summary>A row was chosen for labelling.</summary>
/// <param name="Ticket">The ticket, with the score and the probability under which its row was chosen.</param>
/// <param name="Strategy">The strategy that chose it.</param>
/// <param name="ModelVersion">The model whose predictions the strategy saw; null: no model took part.</param>
public sealed record TicketIssued(Ticket Ticket, string Strategy, string? ModelVersion) : LedgerEvent;
