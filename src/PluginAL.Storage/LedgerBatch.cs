using PluginAL.Abstractions;
using PluginAL.Storage.Internals;

namespace PluginAL.Storage;

/// <summary>
/// Events and checkpoints that become part of the ledger together or not at all. They are gathered in memory; nothing is
/// written before <see cref="Commit"/>, so that a batch may stay open across slow work and be thrown away without a trace.
/// </summary>
public sealed class LedgerBatch : IDisposable
{
    private readonly Ledger _ledger;
    private readonly List<(string Session, LedgerEvent Event, EventRow Row)> _events = [];
    private readonly List<CheckpointRow> _checkpoints = [];
    private bool _closed;

    internal LedgerBatch(Ledger ledger) => _ledger = ledger;

    /// <summary>Adds an event.</summary>
    /// <param name="session">The session it belongs to.</param>
    /// <param name="item">What happened.</param>
    /// <exception cref="PluginALException">The event holds what cannot be stored: a number that is not finite, text that is not JSON.</exception>
    public void Append(string session, LedgerEvent item)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        ArgumentNullException.ThrowIfNull(item);
        _events.Add((StoredText.Name(session, "the session's name"), item, EventMap.ToRow(item)));
    }

    /// <summary>Adds events, in order.</summary>
    /// <param name="session">The session they belong to.</param>
    /// <param name="items">What happened.</param>
    /// <exception cref="PluginALException">An event holds what cannot be stored: a number that is not finite, text that is not JSON.</exception>
    public void Append(string session, IEnumerable<LedgerEvent> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items) Append(session, item);
    }

    /// <summary>Adds a checkpoint. It replaces the one of the same name; the last one added before the commit wins.</summary>
    /// <param name="session">The session it belongs to.</param>
    /// <param name="name">Its name, unique in the session.</param>
    /// <param name="round">The round after which it is saved.</param>
    /// <param name="bytes">The state; copied, at most 10⁹ bytes less a few.</param>
    public void SaveCheckpoint(string session, string name, int round, ReadOnlyMemory<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        session = StoredText.Name(session, "the session's name");
        name = StoredText.Name(name, "the checkpoint's name");
        if (bytes.Length > CheckpointRow.MaxBytes) throw LedgerErrors.CheckpointTooLarge(name, bytes.Length);
        _checkpoints.RemoveAll(c => c.Session == session && c.Name == name);
        _checkpoints.Add(new CheckpointRow(session, name, round, bytes.ToArray()));
    }

    /// <summary>
    /// Writes everything in one transaction and returns once it is on disk. The batch cannot be used afterwards, whether
    /// this succeeds or throws.
    /// </summary>
    /// <returns>The entries, one for each event in order; where a key had been used before, the earlier entry.</returns>
    /// <exception cref="PluginALException">
    /// The ledger cannot be written, or a key is in use for another event; nothing of the batch is stored.
    /// </exception>
    public IReadOnlyList<LedgerEntry> Commit()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        _closed = true;
        return _ledger.Write(_events, _checkpoints);
    }

    /// <summary>Throws away what was not committed.</summary>
    public void Dispose() => _closed = true;
}
