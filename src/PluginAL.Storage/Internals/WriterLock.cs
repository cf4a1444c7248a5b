namespace PluginAL.Storage.Internals;

/// <summary>
/// The right to write a ledger: a lock of the operating system on a file beside it, which a crash releases. The file stays
/// behind when the lock is given back, since deleting it could hand the right to two processes at once.
/// </summary>
internal static class WriterLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static FileStream Take(string path, TimeSpan wait)
    {
        var started = Environment.TickCount64;
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path + ".lock"))
            {
                if (Environment.TickCount64 - started >= wait.TotalMilliseconds) throw LedgerErrors.InUse(path, wait);
                Thread.Sleep(Pause);
            }
        }
    }
}
