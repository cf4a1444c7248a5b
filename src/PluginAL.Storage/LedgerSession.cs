namespace PluginAL.Storage;

/// <summary>A session of a ledger, summed up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="LastRound">The last completed round; null: none is.</param>
/// <param name="FirstAt">When its first event was stored, in UTC.</param>
/// <param name="LastAt">When its last event was stored, in UTC.</param>
public sealed record LedgerSession(string Name, long Events, int? LastRound, DateTimeOffset FirstAt, DateTimeOffset LastAt);
