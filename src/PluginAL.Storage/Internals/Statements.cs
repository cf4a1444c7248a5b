using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PluginAL.Storage.Internals;

/// <summary>The prepared statements of one connection.</summary>
internal sealed class Statements : IDisposable
{
    private const string Columns =
        "seq, kind, round, row, ticket, annotator, label, score, probability, strategy, model, cost, at, key, payload, crc";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert, _find, _tail, _last, _read, _save, _drop, _load, _names;

    public Statements(SqliteConnection connection)
    {
        _connection = connection;
        Begin = Prepare("BEGIN IMMEDIATE");
        Commit = Prepare("COMMIT");
        RollBack = Prepare("ROLLBACK");
        Sessions = Prepare(
            "SELECT session, count(*), max(round) FILTER (WHERE kind = 'round-completed'), min(at), max(at) FROM event GROUP BY session ORDER BY min(seq)");
        _insert = Prepare(
            $"INSERT INTO event({Columns}, session) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)", 17);
        _find = Prepare($"SELECT {Columns} FROM event WHERE session = ?1 AND key = ?2", 2);
        _tail = Prepare("SELECT crc FROM event WHERE session = ?1 AND seq <= ?2 ORDER BY seq DESC LIMIT 1", 2);
        _last = Prepare("SELECT max(seq) FROM event");
        _read = Prepare($"SELECT {Columns} FROM event WHERE session = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3", 3);
        // The new checkpoint is written before the old one is deleted: it then takes pages that were free before, whose old
        // content need not go through the journal. The file holds two of them at most.
        _save = Prepare("INSERT INTO checkpoint(session, name, round, at, sha256, bytes) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", 6);
        _drop = Prepare("DELETE FROM checkpoint WHERE session = ?1 AND name = ?2 AND id < last_insert_rowid()", 2);
        _load = Prepare("SELECT round, sha256, bytes FROM checkpoint WHERE session = ?1 AND name = ?2 ORDER BY id DESC LIMIT 1", 2);
        _names = Prepare("SELECT session, name FROM checkpoint");
    }

    public SqliteCommand Begin { get; }

    public SqliteCommand Commit { get; }

    public SqliteCommand RollBack { get; }

    public SqliteCommand Sessions { get; }

    public bool InTransaction => _connection.Handle is { } handle && raw.sqlite3_get_autocommit(handle) == 0;

    public static ((long Sequence, string At, uint Crc) Stored, EventRow Row) Row(SqliteDataReader reader) =>
        ((reader.GetInt64(0), reader.GetString(12), checked((uint)reader.GetInt64(15))), new EventRow(reader.GetString(1))
        {
            Round = reader.IsDBNull(2) ? null : reader.GetInt32(2),
            Row = reader.IsDBNull(3) ? null : reader.GetInt64(3),
            Ticket = Text(reader, 4),
            Annotator = Text(reader, 5),
            Label = Text(reader, 6),
            Score = Real(reader, 7),
            Probability = Real(reader, 8),
            Strategy = Text(reader, 9),
            Model = Text(reader, 10),
            Cost = Real(reader, 11),
            Key = Text(reader, 13),
            Payload = Text(reader, 14),
        });

    public void Insert(long sequence, string session, EventRow row, string at, uint crc)
    {
        Bind(_insert,
            sequence, row.Kind, row.Round, row.Row, row.Ticket, row.Annotator, row.Label, row.Score, row.Probability,
            row.Strategy, row.Model, row.Cost, at, row.Key, row.Payload, (long)crc, session);
        _insert.ExecuteNonQuery();
    }

    public (EventRow Row, long Sequence, string At)? Find(string session, string key)
    {
        using var reader = Bind(_find, session, key).ExecuteReader();
        if (!reader.Read()) return null;
        var (stored, row) = Row(reader);
        return (row, stored.Sequence, stored.At);
    }

    /// <summary>The checksum of a session's last event up to a place; 0 where there is none.</summary>
    public uint Tail(string session, long upTo) => Bind(_tail, session, upTo).ExecuteScalar() is long crc ? checked((uint)crc) : 0;

    public long LastSequence() => _last.ExecuteScalar() is long sequence ? sequence : 0;

    public SqliteCommand Read(string session, long after, int limit) => Bind(_read, session, after, (long)limit);

    public void Save(CheckpointRow row, string at, byte[] sha256)
    {
        Bind(_save, row.Session, row.Name, (long)row.Round, at, sha256, row.Bytes).ExecuteNonQuery();
        Bind(_save, new object?[6]);
        Bind(_drop, row.Session, row.Name).ExecuteNonQuery();
    }

    public SqliteCommand Load(string session, string name) => Bind(_load, session, name);

    public List<(string Session, string Name)> CheckpointNames()
    {
        using var reader = _names.ExecuteReader();
        var names = new List<(string, string)>();
        while (reader.Read()) names.Add((reader.GetString(0), reader.GetString(1)));
        return names;
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[Begin, Commit, RollBack, Sessions, _insert, _find, _tail, _last, _read, _save, _drop, _load, _names])
            command.Dispose();
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static double? Real(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters = 0)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
        return command;
    }
}
