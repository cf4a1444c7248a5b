namespace PluginAL.Storage;

/// <summary>A strategy failed, and the rows of a round were drawn at random in its place.</summary>
/// <param name="Round">The round.</param>
/// <param name="Strategy">The strategy that failed.</param>
/// <param name="Reason">How.</param>
public sealed record StrategyReplaced(int Round, string Strategy, string Reason) : LedgerEvent;
