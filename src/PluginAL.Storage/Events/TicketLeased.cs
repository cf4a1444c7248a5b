namespace PluginAL.Storage;

/// <summary>A ticket was handed to an annotator for a while.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Row">The row of the pool.</param>
/// <param name="Annotator">Who holds it.</param>
/// <param name="Until">When the lease ends; the offset is not kept, the instant is.</param>
/// <param name="Token">The fencing token; an answer under an older token than the last is an extra vote, never an overwrite.</param>
public sealed record TicketLeased(string TicketId, long Row, string Annotator, DateTimeOffset Until, long Token) : LedgerEvent;
