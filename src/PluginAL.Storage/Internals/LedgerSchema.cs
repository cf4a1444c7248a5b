namespace PluginAL.Storage.Internals;

/// <summary>What a ledger file holds. SQLite keeps the text of each statement, so that the check compares text.</summary>
internal static class LedgerSchema
{
    /// <summary>"PAL1", at the place where SQLite keeps an application's mark.</summary>
    public const int ApplicationId = 0x50414C31;

    public const int Version = 1;

    public static readonly IReadOnlyList<(string Name, string Sql)> Objects =
    [
        ("event", """
            CREATE TABLE event(
              seq INTEGER PRIMARY KEY,
              session TEXT NOT NULL,
              kind TEXT NOT NULL,
              round INTEGER,
              row INTEGER,
              ticket TEXT,
              annotator TEXT,
              label TEXT,
              score REAL,
              probability REAL,
              strategy TEXT,
              model TEXT,
              cost REAL,
              at TEXT NOT NULL,
              key TEXT,
              payload TEXT,
              crc INTEGER NOT NULL
            )
            """),
        ("event_session", "CREATE INDEX event_session ON event(session, seq)"),
        ("event_key", "CREATE UNIQUE INDEX event_key ON event(session, key) WHERE key IS NOT NULL"),
        ("event_no_update", "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"),
        ("event_no_delete", "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END"),
        ("checkpoint", """
            CREATE TABLE checkpoint(
              id INTEGER PRIMARY KEY,
              session TEXT NOT NULL,
              name TEXT NOT NULL,
              round INTEGER NOT NULL,
              at TEXT NOT NULL,
              sha256 BLOB NOT NULL,
              bytes BLOB NOT NULL
            )
            """),
        ("checkpoint_name", "CREATE INDEX checkpoint_name ON checkpoint(session, name)"),
    ];
}
