using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PluginAL.Abstractions;
using PluginAL.Storage.Internals;

namespace PluginAL.Storage;

/// <summary>
/// The append-only store of every selection, label, skip, correction and round, in one SQLite file. When a method that
/// writes returns, what it wrote is on disk; when the process or the machine dies before, none of it is there.
/// </summary>
/// <remarks>
/// One process writes a ledger at a time, and others may read it meanwhile. A ledger may be used by several threads at once.
/// A file <c>NAME.lock</c> beside it carries the writer's lock; it is empty and may be left where it is.
/// </remarks>
[DebuggerDisplay("Ledger {FilePath,nq}")]
public sealed class Ledger : IDisposable
{
    private const int Page = 512;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly FileStream? _writer;
    private readonly LedgerOptions _options;
    private readonly Statements _statements;
    private bool _failed;
    private bool _disposed;

    private Ledger(string path, SqliteConnection connection, FileStream? writer, LedgerOptions options)
    {
        FilePath = path;
        _connection = connection;
        _writer = writer;
        _options = options;
        _statements = new Statements(connection);
    }

    /// <summary>The version of the native SQLite library.</summary>
    public static string SqliteVersion
    {
        get
        {
            SQLitePCL.Batteries_V2.Init();
            return SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>The file, as an absolute path.</summary>
    public string FilePath { get; }

    /// <summary>Called inside a transaction with the name of the point reached, so that tests can die there.</summary>
    internal Action<string>? AtPoint { get; set; }

    /// <summary>Opens a ledger for reading and writing, and makes it where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to open it; null: the defaults.</param>
    /// <returns>The ledger; this process is its only writer until it is disposed.</returns>
    /// <exception cref="PluginALException">
    /// The file is something else, was made by a newer version, is damaged or may not be written (it is left untouched), or
    /// another process is still writing it after <see cref="LedgerOptions.Wait"/>.
    /// </exception>
    public static Ledger Open(string path, LedgerOptions? options = null)
    {
        options ??= new LedgerOptions();
        path = Path.GetFullPath(path);
        if (Directory.Exists(path)) throw LedgerErrors.IsDirectory(path);
        if (!Directory.Exists(Path.GetDirectoryName(path))) throw LedgerErrors.NoDirectory(path);
        FileStream? writer = null;
        try
        {
            LedgerConnection.Probe(path);
            writer = WriterLock.Take(path, options.Wait);
            return new Ledger(path, LedgerConnection.OpenForWriting(path, options.Wait), writer, options);
        }
        catch (Exception e)
        {
            writer?.Dispose();
            if (e is SqliteException sqlite) throw LedgerErrors.From(path, sqlite, options.Wait);
            if (e is UnauthorizedAccessException) throw LedgerErrors.NotWritable(path, e);
            throw;
        }
    }

    /// <summary>Opens an existing ledger for reading, also while another process writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to open it; null: the defaults.</param>
    /// <returns>The ledger.</returns>
    /// <exception cref="PluginALException">There is no such file, or it is something else, was made by a newer version, or is damaged.</exception>
    public static Ledger OpenReadOnly(string path, LedgerOptions? options = null)
    {
        options ??= new LedgerOptions();
        path = Path.GetFullPath(path);
        if (Directory.Exists(path)) throw LedgerErrors.IsDirectory(path);
        if (new FileInfo(path) is not { Exists: true, Length: > 0 }) throw LedgerErrors.Missing(path);
        try
        {
            LedgerConnection.Probe(path);
            return new Ledger(path, LedgerConnection.OpenForReading(path, options.Wait), null, options);
        }
        catch (SqliteException e)
        {
            throw LedgerErrors.From(path, e, options.Wait);
        }
    }

    /// <summary>Begins a batch: what it gathers becomes part of the ledger together or not at all.</summary>
    /// <returns>The batch, to be committed and disposed.</returns>
    public LedgerBatch Begin()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _writer is null ? throw LedgerErrors.OpenedForReading(FilePath) : new LedgerBatch(this);
    }

    /// <summary>Appends events in one transaction, and returns once they are on disk.</summary>
    /// <param name="session">The session they belong to.</param>
    /// <param name="events">What happened, in order.</param>
    /// <returns>The entries, one for each event in order; where a key had been used before, the earlier entry.</returns>
    /// <exception cref="PluginALException">
    /// The ledger cannot be written, an event holds what cannot be stored, or a key is in use for another event; nothing is stored.
    /// </exception>
    public IReadOnlyList<LedgerEntry> Append(string session, IEnumerable<LedgerEvent> events)
    {
        using var batch = Begin();
        batch.Append(session, events);
        return batch.Commit();
    }

    /// <summary>
    /// Reads a session's events in order, each checked against its checksum. Only a few hundred are held in memory at a time,
    /// and events appended meanwhile are read as well.
    /// </summary>
    /// <param name="session">The session; one that does not exist has no events.</param>
    /// <param name="after">Reads only what follows this <see cref="LedgerEntry.Sequence"/>; 0 reads everything.</param>
    /// <returns>The entries, ascending.</returns>
    /// <exception cref="PluginALException">An event is damaged or missing; those before it have been read.</exception>
    public IEnumerable<LedgerEntry> Read(string session, long after = 0)
    {
        ArgumentNullException.ThrowIfNull(session);
        uint? crc = null;
        while (true)
        {
            var (entries, damage) = ReadPage(session, after, ref crc);
            foreach (var entry in entries) yield return entry;
            if (damage is not null) throw damage;
            if (entries.Count < Page) yield break;
            after = entries[^1].Sequence;
        }
    }

    /// <summary>The sessions of the ledger, in the order in which they began.</summary>
    /// <returns>A line for each.</returns>
    public IReadOnlyList<LedgerSession> Sessions() => Guarded(() =>
    {
        using var reader = _statements.Sessions.ExecuteReader();
        var sessions = new List<LedgerSession>();
        while (reader.Read())
        {
            sessions.Add(new LedgerSession(
                reader.GetString(0),
                reader.GetInt64(1),
                reader.IsDBNull(2) ? null : reader.GetInt32(2),
                EventMap.Time(reader.GetString(3)),
                EventMap.Time(reader.GetString(4))));
        }

        return sessions;
    });

    /// <summary>Loads a checkpoint.</summary>
    /// <param name="session">The session it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The last one saved under this name; null: none was.</returns>
    /// <exception cref="PluginALException">Its bytes do not agree with their SHA-256.</exception>
    public LedgerCheckpoint? LoadCheckpoint(string session, string name) => Guarded(() =>
    {
        using var reader = _statements.Load(session, name).ExecuteReader();
        if (!reader.Read()) return null;
        var round = reader.GetInt32(0);
        var bytes = reader.GetFieldValue<byte[]>(2);
        return SHA256.HashData(bytes).AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(1))
            ? new LedgerCheckpoint(name, round, bytes)
            : throw LedgerErrors.DamagedCheckpoint(FilePath, session, name, round);
    });

    /// <summary>
    /// Reads the whole file: its structure as SQLite sees it, the checksum of every event, the SHA-256 of every checkpoint.
    /// </summary>
    /// <exception cref="PluginALException">Something is damaged; the message says what.</exception>
    public void Verify()
    {
        var answer = Guarded(() => LedgerConnection.Scalar(_connection, "PRAGMA integrity_check(1)") as string);
        if (answer != "ok") throw LedgerErrors.Damaged(FilePath, $"SQLite says '{answer}'");
        foreach (var session in Sessions())
        {
            foreach (var _ in Read(session.Name))
            {
                // Reading checks.
            }
        }

        foreach (var (session, name) in Guarded(_statements.CheckpointNames)) LoadCheckpoint(session, name);
    }

    /// <summary>Closes the file and lets other processes write it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _statements.Dispose();
            _connection.Dispose();
            _writer?.Dispose();
        }
    }

    internal IReadOnlyList<LedgerEntry> Write(
        IReadOnlyList<(string Session, LedgerEvent Event, EventRow Row)> events, IReadOnlyList<CheckpointRow> checkpoints)
    {
        if (events.Count == 0 && checkpoints.Count == 0) return [];
        return Guarded(() =>
        {
            if (_failed) throw LedgerErrors.Failed(FilePath);
            try
            {
                _statements.Begin.ExecuteNonQuery();
                var entries = WriteEvents(events);
                AtPoint?.Invoke("events");
                var at = EventMap.Time(_options.Time.GetUtcNow());
                foreach (var checkpoint in checkpoints) _statements.Save(checkpoint, at, SHA256.HashData(checkpoint.Bytes));
                AtPoint?.Invoke("checkpoints");
                _statements.Commit.ExecuteNonQuery();
                AtPoint?.Invoke("committed");
                return entries;
            }
            catch (Exception e)
            {
                // After a failed sync the system may take lost pages for written ones: nothing more goes through this connection.
                _failed = e is SqliteException sqlite && LedgerErrors.IsFatal(sqlite);
                RollBack();
                throw;
            }
        });
    }

    private List<LedgerEntry> WriteEvents(IReadOnlyList<(string Session, LedgerEvent Event, EventRow Row)> events)
    {
        var entries = new List<LedgerEntry>(events.Count);
        if (events.Count == 0) return entries;
        var tails = new Dictionary<string, uint>(StringComparer.Ordinal);
        var now = _options.Time.GetUtcNow().ToUniversalTime();
        var at = EventMap.Time(now);
        var sequence = _statements.LastSequence();
        foreach (var (session, item, row) in events)
        {
            if (row.Key is not null && _statements.Find(session, row.Key) is { } earlier)
            {
                if (earlier.Row != row) throw LedgerErrors.KeyReused(FilePath, session, row.Key, earlier.Sequence);
                entries.Add(new LedgerEntry(earlier.Sequence, session, EventMap.Time(earlier.At), item) { Repeated = true });
                continue;
            }

            if (!tails.TryGetValue(session, out var tail)) tail = _statements.Tail(session, long.MaxValue);
            tails[session] = tail = row.Checksum(tail, ++sequence, session, at);
            _statements.Insert(sequence, session, row, at, tail);
            entries.Add(new LedgerEntry(sequence, session, now, item));
        }

        return entries;
    }

    private void RollBack()
    {
        try
        {
            if (_statements.InTransaction) _statements.RollBack.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // The error that led here is the one to report; the next to open the file rolls back.
            _failed = true;
        }
    }

    private (List<LedgerEntry> Entries, PluginALException? Damage) ReadPage(string session, long after, ref uint? crc)
    {
        var previous = crc;
        var page = Guarded<(List<LedgerEntry>, PluginALException?)>(() =>
        {
            var chain = previous ?? (after == 0 ? 0 : _statements.Tail(session, after));
            var entries = new List<LedgerEntry>();
            long sequence = 0;
            try
            {
                using var reader = _statements.Read(session, after, Page).ExecuteReader();
                while (reader.Read())
                {
                    sequence = reader.GetInt64(0);
                    var (stored, row) = Statements.Row(reader);
                    chain = row.Checksum(chain, sequence, session, stored.At);
                    if (chain != stored.Crc) return (entries, LedgerErrors.DamagedEvent(FilePath, session, sequence));
                    if (EventMap.FromRow(row) is not { } item) return (entries, LedgerErrors.UnknownKind(FilePath, sequence, row.Kind));
                    entries.Add(new LedgerEntry(sequence, session, EventMap.Time(stored.At), item));
                }
            }
            catch (SqliteException e)
            {
                return (entries, LedgerErrors.From(FilePath, e, _options.Wait));
            }
            catch (Exception e) when (e is InvalidCastException or InvalidOperationException or FormatException or OverflowException)
            {
                return (entries, LedgerErrors.DamagedEvent(FilePath, session, sequence, e));
            }

            previous = chain;
            return (entries, null);
        });
        crc = previous;
        return page;
    }

    private T Guarded<T>(Func<T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw LedgerErrors.From(FilePath, e, _options.Wait);
            }
            catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
            {
                throw LedgerErrors.Damaged(FilePath, $"a value is not of its column's kind ({e.Message})", e);
            }
        }
    }
}
