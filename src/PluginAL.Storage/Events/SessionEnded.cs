namespace PluginAL.Storage;

/// <summary>A session came to its end: the budget is spent, a stop rule spoke, or a person said enough.</summary>
/// <param name="PayloadJson">Why, and with what result, as JSON.</param>
public sealed record SessionEnded(string PayloadJson) : LedgerEvent;
