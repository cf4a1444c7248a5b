namespace PluginAL.Hosting.Isolation;

/// <summary>
/// A folder for the arrays that one plugin's process and this one share: in memory where the system has such a place, for this user alone,
/// gone when the process is.
/// </summary>
internal sealed class PrivateFolder : IDisposable
{
    private const string InMemory = "/dev/shm";
    private const string Prefix = "pluginal-";

    private PrivateFolder(string path) => Path = path;

    public string Path { get; }

    public static PrivateFolder Create()
    {
        if (OperatingSystem.IsLinux() && Directory.Exists(InMemory))
        {
            try
            {
                RemoveLeft();
                var path = System.IO.Path.Combine(InMemory, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return new PrivateFolder(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A machine that does not let us: the temporary folder does as well.
            }
        }

        return new PrivateFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process removes it.
        }
    }

    /// <summary>Removes what processes left that were killed.</summary>
    private static void RemoveLeft()
    {
        foreach (var folder in Directory.EnumerateDirectories(InMemory, Prefix + "*"))
        {
            var owner = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, out var id) && !Directory.Exists($"/proc/{id}"))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Another user's, or another process was faster.
                }
            }
        }
    }
}
