namespace PluginAL.Storage;

/// <summary>A round is done: its model is fitted and measured.</summary>
/// <param name="Round">The round, from 0 (the initial sample).</param>
/// <param name="PayloadJson">Metrics, timings and whatever else belongs to the round, as JSON.</param>
public sealed record RoundCompleted(int Round, string PayloadJson) : LedgerEvent;
