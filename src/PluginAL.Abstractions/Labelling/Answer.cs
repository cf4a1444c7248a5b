namespace PluginAL.Abstractions;

/// <summary>What an oracle said to a ticket.</summary>
/// <param name="TicketId">The ticket's identifier.</param>
/// <param name="Label">The label; null: the ticket was skipped, and its row is not asked for again.</param>
/// <param name="Annotator">Who answered.</param>
/// <param name="Cost">What the answer cost, in units of the budget.</param>
public sealed record Answer(string TicketId, Label? Label, string Annotator, double Cost = 1);
