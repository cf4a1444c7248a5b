namespace PluginAL.Storage;

/// <summary>An event as the ledger holds it.</summary>
/// <param name="Sequence">Its place in the ledger, ascending over all sessions.</param>
/// <param name="Session">The session it belongs to.</param>
/// <param name="At">When it was stored, in UTC.</param>
/// <param name="Event">What happened.</param>
public sealed record LedgerEntry(long Sequence, string Session, DateTimeOffset At, LedgerEvent Event)
{
    /// <summary>Whether the event had been stored before under the same key, so that this entry is the earlier one.</summary>
    /// <value>False by default, and for every entry that is read.</value>
    public bool Repeated { get; init; }
}
