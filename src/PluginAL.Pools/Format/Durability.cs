using System.Runtime.InteropServices;

namespace PluginAL.Pools;

/// <summary>
/// The order in which bytes reach the disk. Every flush and rename of a pool goes through here, so that tests can see the order
/// and stop at any step.
/// </summary>
internal sealed partial class Durability(Action<string, string>? step = null)
{
    private const int ReadOnly = 0;

    public static Durability Quiet { get; } = new();

    /// <summary>Whether a step was stopped, as the end of the process would: then nothing may be tidied up either.</summary>
    public bool Stopped { get; private set; }

    /// <summary>A named point at which tests may simulate the end of the process by throwing.</summary>
    public void Reach(string point, string path)
    {
        try
        {
            step?.Invoke(point, path);
        }
        catch
        {
            Stopped = true;
            throw;
        }
    }

    public void Flush(FileStream stream)
    {
        stream.Flush(flushToDisk: true);
        Reach("fsync", stream.Name);
    }

    public void Flush(Microsoft.Win32.SafeHandles.SafeFileHandle handle, string path)
    {
        RandomAccess.FlushToDisk(handle);
        Reach("fsync", path);
    }

    public void Rename(string from, string to)
    {
        Reach("before-rename", to);
        File.Move(from, to, overwrite: true);
        Reach("rename", to);
    }

    /// <summary>Makes the names in a directory durable. Windows has no such call and needs none: NTFS journals its names.</summary>
    public void FlushDirectory(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            var descriptor = Open(path, ReadOnly);
            if (descriptor < 0)
            {
                throw new IOException($"The directory {path} cannot be opened to be flushed (errno {Marshal.GetLastPInvokeError()}).");
            }

            try
            {
                if (Sync(descriptor) != 0)
                {
                    throw new IOException($"The directory {path} cannot be flushed (errno {Marshal.GetLastPInvokeError()}).");
                }
            }
            finally
            {
                _ = Close(descriptor);
            }
        }

        Reach("fsync-directory", path);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
