using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PluginAL.Storage.Internals;

/// <summary>Opens ledger files: checks what a file is before anything touches it, then sets how it is written.</summary>
internal static class LedgerConnection
{
    private const int Corrupt = 11;

    public static SqliteConnection OpenForWriting(string path, TimeSpan wait)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWriteCreate, wait);
        try
        {
            // The rollback journal is truncated, not deleted: SQLite then syncs the end of a commit too, which with DELETE it
            // does only under synchronous=EXTRA; else a power cut can bring the journal back and undo the last commit.
            Expect(connection, "PRAGMA journal_mode=TRUNCATE", "truncate");
            Run(connection, "PRAGMA synchronous=FULL");
            Run(connection, "PRAGMA cache_size=-16384");
            Run(connection, "BEGIN IMMEDIATE");
            if (Number(connection, "PRAGMA application_id") == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0) Create(connection);
            else Check(connection, path);
            Run(connection, "COMMIT");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenForReading(string path, TimeSpan wait)
    {
        // Not SqliteOpenMode.ReadOnly: after a crash it is the next who opens that rolls the unfinished transaction back.
        var connection = Connect(path, SqliteOpenMode.ReadWrite, wait);
        try
        {
            Run(connection, "PRAGMA query_only=ON");
            Run(connection, "BEGIN");
            Check(connection, path);
            Run(connection, "COMMIT");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection connection, string sql) => Convert.ToInt64(Scalar(connection, sql), CultureInfo.InvariantCulture);

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>
    /// Looks at an existing file without a lock, without its journal and without changing a byte. It goes through SQLite,
    /// because a handle of our own on the file would, when closed, drop the locks of any other connection in this process.
    /// </summary>
    public static void Probe(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 }) return;
        using var connection = Connect(new Uri(path).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly, TimeSpan.Zero);
        long application, version;
        try
        {
            application = Number(connection, "PRAGMA application_id");
            version = Number(connection, "PRAGMA user_version");
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Corrupt)
        {
            // A commit under way, or one that a crash cut off: header and length disagree until the journal is rolled back.
            // Whether the file is really damaged shows when it is opened with its journal.
            return;
        }

        if (application != LedgerSchema.ApplicationId) throw LedgerErrors.Foreign(path);
        if (version > LedgerSchema.Version) throw LedgerErrors.Newer(path, version, LedgerSchema.Version);
    }

    private static SqliteConnection Connect(string source, SqliteOpenMode mode, TimeSpan wait)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            // Above SQLite's own waiting, which is finer; zero would be for ever.
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        }.ConnectionString);
        try
        {
            connection.Open();
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout={(int)wait.TotalMilliseconds}"));
            Run(connection, "PRAGMA trusted_schema=OFF");
            Run(connection, "PRAGMA cell_size_check=ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Create(SqliteConnection connection)
    {
        foreach (var (_, sql) in LedgerSchema.Objects) Run(connection, sql);
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={LedgerSchema.ApplicationId}"));
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={LedgerSchema.Version}"));
    }

    private static void Check(SqliteConnection connection, string path)
    {
        if (Number(connection, "PRAGMA application_id") != LedgerSchema.ApplicationId) throw LedgerErrors.Foreign(path);
        var version = Number(connection, "PRAGMA user_version");
        if (version > LedgerSchema.Version) throw LedgerErrors.Newer(path, version, LedgerSchema.Version);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema WHERE name = $name";
        var name = command.Parameters.Add("$name", SqliteType.Text);
        foreach (var item in LedgerSchema.Objects)
        {
            name.Value = item.Name;
            if (command.ExecuteScalar() as string != item.Sql) throw LedgerErrors.WrongSchema(path, item.Name);
        }
    }

    private static void Expect(SqliteConnection connection, string sql, string answer)
    {
        if (Scalar(connection, sql) as string is var got && got != answer)
            throw new InvalidOperationException($"SQLite answered '{got}' to '{sql}', where '{answer}' was expected.");
    }
}
