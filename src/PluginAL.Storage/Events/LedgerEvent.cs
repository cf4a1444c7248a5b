namespace PluginAL.Storage;

/// <summary>Something that happened in a session. Events are only ever added: a mistake is corrected by another event.</summary>
public abstract record LedgerEvent
{
    private protected LedgerEvent()
    {
    }

    /// <summary>
    /// The idempotency key, chosen by whoever sends the event and unique in its session: an event that is sent twice under
    /// one key is stored once, and both sendings are answered with the same entry.
    /// </summary>
    /// <value>Null by default: the event is stored each time it is sent.</value>
    public string? Key { get; init; }
}
