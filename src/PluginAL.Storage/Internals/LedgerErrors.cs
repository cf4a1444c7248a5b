using System.Globalization;
using Microsoft.Data.Sqlite;
using PluginAL.Abstractions;

namespace PluginAL.Storage.Internals;

/// <summary>Every error of the ledger: what was found, where, what was expected, what to do.</summary>
internal static class LedgerErrors
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public static PluginALException Missing(string path) =>
        PluginALException.Input($"There is no ledger at '{path}': check the path, or start the session that writes it.");

    public static PluginALException NoDirectory(string path) =>
        PluginALException.Input($"The ledger '{path}' cannot be made, because its directory does not exist: create the directory.");

    public static PluginALException IsDirectory(string path) =>
        PluginALException.Input($"'{path}' is a directory, where a ledger file was expected: give the path of a file.");

    public static PluginALException Foreign(string path) => PluginALException.Input(
        $"'{path}' is a file of another program, not a PluginAL ledger; it was left untouched: give another path.");

    public static PluginALException Newer(string path, long version, long known) => PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture,
        $"The ledger '{path}' has format {version}, but this version of PluginAL knows formats up to {known}; it was left untouched: use the newer PluginAL that wrote it."));

    public static PluginALException WrongSchema(string path, string table) => PluginALException.Input(
        $"The ledger '{path}' is damaged: '{table}' is not as PluginAL makes it. Restore the file from a copy.");

    public static PluginALException NotWritable(string path, Exception inner) =>
        PluginALException.Input($"The ledger '{path}' cannot be written: allow writing to the file and its directory.", inner);

    public static PluginALException InUse(string path, TimeSpan waited) => PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture,
        $"The ledger '{path}' is being written by another process, and still was after {waited.TotalSeconds:0.#} s: end that process, or use another ledger."));

    public static PluginALException Damaged(string path, string what, Exception? inner = null) => PluginALException.Input(
        $"The ledger '{path}' is damaged: {what}. Restore the file from a copy; what can be read of it stays readable.", inner);

    public static PluginALException DamagedEvent(string path, string session, long sequence, Exception? inner = null) => Damaged(
        path,
        string.Create(CultureInfo.InvariantCulture, $"event {sequence} of session '{session}' does not agree with its checksum, or one before it is missing"),
        inner);

    public static PluginALException DamagedCheckpoint(string path, string session, string name, int round) => PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture,
        $"The checkpoint '{name}' of session '{session}', round {round}, in the ledger '{path}' does not agree with its SHA-256: restore the file from a copy, or fit the model again from the labels."));

    public static PluginALException UnknownKind(string path, long sequence, string kind) => PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture,
        $"Event {sequence} of the ledger '{path}' is of the kind '{kind}', which this version of PluginAL does not know: use the newer PluginAL that wrote it."));

    public static PluginALException KeyReused(string path, string session, string key, long sequence) => PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture,
        $"The key '{key}' of session '{session}' in the ledger '{path}' belongs to event {sequence}, which says something else: nothing was stored; send a new event under a new key."));

    public static PluginALException CheckpointTooLarge(string name, long bytes) => PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture,
        $"The checkpoint '{name}' has {bytes} bytes, but a ledger holds at most {CheckpointRow.MaxBytes}: save a smaller model."));

    public static PluginALException EmptyName(string what) =>
        PluginALException.Input($"A ledger cannot store an event where {what} is empty: give it a value.");

    public static PluginALException UnstorableText(string what) => PluginALException.Input(
        $"A ledger cannot store {what}: it holds a null character or half of a surrogate pair. Remove that character.");

    public static PluginALException NotFinite(string what, double value) => PluginALException.Input(string.Create(
        CultureInfo.InvariantCulture, $"A ledger cannot store {what}: it is {value}, where a finite number was expected."));

    public static PluginALException NotJson(string what, Exception inner) =>
        PluginALException.Input($"A ledger cannot store {what}: it is not JSON ({inner.Message})", inner);

    public static PluginALException ArrayNotSet() =>
        PluginALException.Input("A ledger cannot store a label whose array was never set: use an empty array where nothing applies.");

    public static PluginALException NotALabel(string json, Exception? inner) => PluginALException.Input(
        $"'{(json.Length > 80 ? json[..80] + "…" : json)}' is not the JSON of a label: expected one object such as {{\"class\":3}}.", inner);

    public static PluginALException Failed(string path) => PluginALException.Work(
        $"The ledger '{path}' failed to write earlier, so what the disk holds is uncertain: open it again, and it will be as it was at the last commit.");

    public static PluginALException OpenedForReading(string path) =>
        PluginALException.Usage($"The ledger '{path}' was opened for reading: open it with Ledger.Open to write.");

    /// <summary>Whether what the disk holds is uncertain after this error, so that nothing more may be written over this connection.</summary>
    public static bool IsFatal(SqliteException e) => e.SqliteErrorCode is IoError or Full or Corrupt or NotADatabase;

    public static PluginALException From(string path, SqliteException e, TimeSpan waited) => e.SqliteErrorCode switch
    {
        Busy or Locked => InUse(path, waited),
        Corrupt => Damaged(path, $"SQLite says '{e.Message}'", e),
        NotADatabase => PluginALException.Input(
            $"'{path}' is not a PluginAL ledger (not an SQLite file, or its head is damaged); it was left untouched: give another path, or restore the file from a copy.", e),
        ReadOnly => NotWritable(path, e),
        CannotOpen => PluginALException.Input($"The ledger '{path}' cannot be opened: check that the file and its directory may be read and written.", e),
        Full => PluginALException.Work($"The disk that holds the ledger '{path}' is full, and nothing was stored: free some space and open it again.", e),
        IoError => PluginALException.Work($"The disk failed while the ledger '{path}' was used ({e.Message}): check the disk, and open the ledger again.", e),
        _ => PluginALException.Work($"The ledger '{path}' cannot be used: SQLite says '{e.Message}'.", e),
    };
}
