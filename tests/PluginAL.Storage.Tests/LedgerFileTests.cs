using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PluginAL.Abstractions;

namespace PluginAL.Storage.Tests;

public sealed class LedgerFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_second_writer_is_refused_in_bounded_time_and_a_reader_is_not()
    {
        var path = _folder.File("a.ledger");
        using (var first = Ledger.Open(path))
        {
            first.Append("s", [new RoundCompleted(0, "{}")]);
            var started = Environment.TickCount64;
            Refused(() => Ledger.Open(path, new LedgerOptions { Wait = TimeSpan.FromMilliseconds(300) }), path, "another process");
            Assert.InRange(Environment.TickCount64 - started, 250, 5000);
            using var reader = Ledger.OpenReadOnly(path);
            Assert.Single(reader.Read("s"));
            first.Append("s", [new RoundCompleted(1, "{}")]);
            Assert.Equal(2, reader.Read("s").Count());
            Assert.Equal(ErrorKind.Usage, Assert.Throws<PluginALException>(() => reader.Begin()).Kind);
        }

        Ledger.Open(path).Dispose();
    }

    [Fact]
    public async Task A_second_writer_gets_its_turn_when_the_first_ends_in_time()
    {
        var path = _folder.File("a.ledger");
        var first = Ledger.Open(path);
        var ending = Task.Run(async () =>
        {
            await Task.Delay(200);
            first.Dispose();
        });
        Ledger.Open(path, new LedgerOptions { Wait = TimeSpan.FromSeconds(30) }).Dispose();
        await ending;
    }

    [Theory]
    [InlineData("text")]
    [InlineData("sqlite")]
    [InlineData("journal")]
    public void A_foreign_file_is_refused_and_left_as_it_was(string kind)
    {
        var path = _folder.File("notes.db");
        if (kind == "text") File.WriteAllText(path, string.Concat(Enumerable.Repeat("These are my notes. ", 500)));
        else Sql(path, "CREATE TABLE note(text); INSERT INTO note VALUES('mine')");
        if (kind == "journal") Sql(path, "PRAGMA journal_mode=WAL; INSERT INTO note VALUES('more')");
        var before = SHA256.HashData(File.ReadAllBytes(path));
        Refused(() => Ledger.Open(path), path, "PluginAL ledger", "another path");
        Refused(() => Ledger.OpenReadOnly(path), path, "PluginAL ledger", "another path");
        Assert.Equal(before, SHA256.HashData(File.ReadAllBytes(path)));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_newer_format_is_refused_and_left_as_it_was()
    {
        var path = Made();
        Sql(path, "PRAGMA user_version=2");
        var before = File.ReadAllBytes(path);
        Refused(() => Ledger.Open(path), path, "format 2", "newer PluginAL");
        Refused(() => Ledger.OpenReadOnly(path), path, "format 2", "newer PluginAL");
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_changed_schema_is_refused()
    {
        var path = Made();
        Sql(path, "DROP TRIGGER event_no_update");
        Refused(() => Ledger.Open(path), path, "event_no_update");
        Refused(() => Ledger.OpenReadOnly(path), path, "event_no_update");
    }

    [Fact]
    public void A_file_cut_short_is_refused()
    {
        var path = Made();
        using (var file = File.OpenWrite(path)) file.SetLength(file.Length / 2);
        Refused(() => Ledger.Open(path), path, "damaged", "Restore");
    }

    [Fact]
    public void Events_cannot_be_changed_with_sql()
    {
        var path = Made();
        Assert.Throws<SqliteException>(() => Sql(path, "UPDATE event SET row = 1"));
        Assert.Throws<SqliteException>(() => Sql(path, "DELETE FROM event"));
    }

    [Theory]
    [InlineData("UPDATE event SET label = '{\"class\":2}' WHERE seq = 600")]
    [InlineData("DELETE FROM event WHERE seq = 600")]
    [InlineData("UPDATE event SET at = replace(at, '2', '3') WHERE seq = 600")]
    [InlineData("UPDATE event SET cost = NULL WHERE seq = 600")]
    [InlineData("UPDATE event SET kind = 'other' WHERE seq = 600")]
    [InlineData("UPDATE event SET row = 'x' WHERE seq = 600")]
    public void A_changed_event_is_found_and_those_before_it_are_read(string tampering)
    {
        var path = Made(1000);
        Tamper(path, tampering);
        using var ledger = Ledger.Open(path);
        var read = new List<LedgerEntry>();
        var error = Assert.Throws<PluginALException>(() =>
        {
            foreach (var entry in ledger.Read("s")) read.Add(entry);
        });
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains("session 's'", error.Message, StringComparison.Ordinal);
        Assert.Equal(599, read.Count);
        Assert.Throws<PluginALException>(ledger.Verify);
    }

    [Fact]
    public void A_changed_checkpoint_is_refused_by_name()
    {
        var path = Made();
        Tamper(path, "UPDATE checkpoint SET bytes = zeroblob(length(bytes))");
        using var ledger = Ledger.Open(path);
        Refused(() => ledger.LoadCheckpoint("s", "model"), path, "'model'", "SHA-256", "fit the model again");
        Assert.Equal(100, ledger.Read("s").Count());
        Assert.Throws<PluginALException>(ledger.Verify);
    }

    [Fact]
    public void Any_damaged_block_is_found()
    {
        var path = Made(400);
        var sound = File.ReadAllBytes(path);
        List<LedgerEntry> entries;
        using (var ledger = Ledger.OpenReadOnly(path)) entries = [.. ledger.Read("s")];
        var copy = _folder.File("copy.ledger");
        var random = new Random(7);
        var missed = 0;
        for (var block = 0; block < sound.Length; block += 4096)
        {
            var bytes = (byte[])sound.Clone();
            for (var i = 0; i < 64; i++) bytes[block + random.Next(4096)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(copy, bytes);
            try
            {
                using var ledger = Ledger.Open(copy);
                ledger.Verify();
                // Bytes that nothing uses may change; what is read must not.
                if (!ledger.Read("s").SequenceEqual(entries)) missed++;
            }
            catch (PluginALException e)
            {
                Assert.Equal(ErrorKind.Input, e.Kind);
            }
        }

        Assert.Equal(0, missed);
    }

    [Fact]
    public void Paths_may_hold_anything_a_file_name_may()
    {
        var path = _folder.File("100% #1? [a]&b=ü; \"c\" 'd' + e.ledger");
        Ledger.Open(path).Dispose();
        using var ledger = Ledger.OpenReadOnly(path);
        Assert.Equal(path, ledger.FilePath);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void What_is_missing_or_no_file_is_named()
    {
        Refused(() => Ledger.OpenReadOnly(_folder.File("none.ledger")), _folder.File("none.ledger"), "no ledger");
        Refused(() => Ledger.Open(_folder.File("no/such.ledger")), _folder.File("no/such.ledger"), "directory does not exist");
        Refused(() => Ledger.Open(_folder.File("")), "is a directory");
        File.WriteAllBytes(_folder.File("empty.ledger"), []);
        Refused(() => Ledger.OpenReadOnly(_folder.File("empty.ledger")), "no ledger");
        using var ledger = Ledger.Open(_folder.File("empty.ledger"));
        Assert.Empty(ledger.Sessions());
    }

    public void Dispose() => _folder.Dispose();

    private static void Refused(Func<object?> work, params string[] words)
    {
        var error = Assert.Throws<PluginALException>(work);
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static void Tamper(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger'";
        var triggers = (string)command.ExecuteScalar()!;
        command.CommandText = $"DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete; {sql}; {triggers}";
        command.ExecuteNonQuery();
    }

    private static void Sql(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Made(int labels = 100)
    {
        var path = _folder.File("made.ledger");
        using var ledger = Ledger.Open(path);
        using var batch = ledger.Begin();
        for (var i = 0; i < labels; i++) batch.Append("s", new LabelGiven($"t{i}", i, new ClassLabel(i % 2), "ann", 1) { Key = $"k{i}" });
        batch.SaveCheckpoint("s", "model", 0, Enumerable.Range(0, 50_000).Select(i => (byte)(i * 7)).ToArray());
        batch.Commit();
        return path;
    }
}
