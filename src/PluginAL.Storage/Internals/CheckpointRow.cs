namespace PluginAL.Storage.Internals;

internal sealed record CheckpointRow(string Session, string Name, int Round, byte[] Bytes)
{
    // SQLite holds at most 10^9 bytes in a row; the rest of the row needs a few.
    public const int MaxBytes = 999_990_000;
}
