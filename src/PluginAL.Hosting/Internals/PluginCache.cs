using System.Security.Cryptography;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Internals;

/// <summary>
/// Copies of plugins, each in a folder named by its content, from which they are loaded: so the files that a person builds
/// and replaces are never locked, and what was checked is what is loaded. Several processes may share it: a copy appears
/// whole, by rename, or not at all.
/// </summary>
internal sealed class PluginCache : IDisposable
{
    public const string FolderVariable = "PLUGINAL_CACHE";

    private const string Staging = ".staging-";
    private const string HashEnd = ".sha256";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);
    private static readonly TimeSpan StagingKept = TimeSpan.FromDays(1);
    private readonly string? _given;
    private string? _root;
    private string? _private;

    /// <summary>A cache in a folder; null: where the environment variable says, else in the user's cache folder.</summary>
    public PluginCache(string? folder = null) =>
        _given = folder ?? (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } set ? set : null);

    /// <summary>Gives the path of a plugin's assembly within a copy of exactly this content.</summary>
    public string Stage(PluginContent content)
    {
        var target = Path.Combine(Root(), content.Sha256);
        var main = Path.Combine(target, Path.GetFileName(content.AssemblyPath));
        try
        {
            if (!Holds(main, content))
            {
                Copy(content, target, main);
                Prune();
            }

            Directory.SetLastWriteTimeUtc(target, DateTime.UtcNow);
            return main;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Work($"The plugin at {content.AssemblyPath} cannot be copied to the cache {target}: {e.Message} Set {FolderVariable} to a folder that can be written.", e);
        }
    }

    /// <summary>Gives the path of a file that is made once for a key, and kept with its hash: it is made again where that no longer fits.</summary>
    public string Keep(string key, string fileName, Func<byte[]> make)
    {
        var target = Path.Combine(Root(), key);
        var main = Path.Combine(target, fileName);
        try
        {
            if (!HoldsKept(main))
            {
                var bytes = make();
                Publish(target, () => HoldsKept(main), staging =>
                {
                    File.WriteAllBytes(Path.Combine(staging, fileName), bytes);
                    File.WriteAllText(Path.Combine(staging, fileName + HashEnd), Convert.ToHexStringLower(SHA256.HashData(bytes)));
                });
                Prune();
            }

            Directory.SetLastWriteTimeUtc(target, DateTime.UtcNow);
            return main;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Work($"{fileName} cannot be written to the cache {target}: {e.Message} Set {FolderVariable} to a folder that can be written.", e);
        }
    }

    /// <summary>Removes the cache, where it is this process's own.</summary>
    public void Dispose()
    {
        if (_private is { } path)
        {
            Remove(path);
        }
    }

    private static bool Holds(string main, PluginContent content) => File.Exists(main) && PluginContent.Read(main).Sha256 == content.Sha256;

    private static bool HoldsKept(string main) => File.Exists(main) && File.Exists(main + HashEnd)
        && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(main))) == File.ReadAllText(main + HashEnd);

    private static void Copy(PluginContent content, string target, string main) =>
        Publish(target, () => Holds(main, content), staging =>
        {
            if (content.CopyTo(staging).Sha256 != content.Sha256)
            {
                throw PluginALException.Input($"The plugin at {content.AssemblyPath} changed while it was read; try again when it is written whole.");
            }
        });

    /// <summary>Fills a folder aside, and gives it its name when it is whole.</summary>
    private static void Publish(string target, Func<bool> holds, Action<string> fill)
    {
        var staging = Path.Combine(Path.GetDirectoryName(target)!, Staging + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(staging);
        try
        {
            fill(staging);
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    Directory.Move(staging, target);
                    return;
                }
                catch (IOException) when (Directory.Exists(target) && attempt < 3)
                {
                    // Another process was faster; or what is there was damaged, and goes out of the way.
                    if (holds())
                    {
                        return;
                    }

                    Directory.Move(target, staging + "-damaged");
                    Remove(staging + "-damaged");
                }
            }
        }
        finally
        {
            Remove(staging);
        }
    }

    /// <summary>The folder, which is made where it is not there.</summary>
    public string Root()
    {
        if (_root is not null)
        {
            return _root;
        }

        var folder = Path.GetFullPath(_given ?? Path.Combine(UserFolders.Caches, "pluginal", "plugins"));
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var probe = Path.Combine(folder, Staging + Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return _root = folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_given is not null)
            {
                throw PluginALException.Input($"The plugin cache {folder} cannot be written: {e.Message} Set {FolderVariable} to a folder that can.", e);
            }

            // A machine without a home that can be written: a folder of this process's own, which nobody else can have prepared.
            return _root = _private = Directory.CreateTempSubdirectory("pluginal-plugins-").FullName;
        }
    }

    /// <summary>Removes copies that nobody used for long, and what crashed processes left half done.</summary>
    private void Prune()
    {
        foreach (var folder in Directory.EnumerateDirectories(_root!))
        {
            var age = DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder);
            if (age > (Path.GetFileName(folder).StartsWith(Staging, StringComparison.Ordinal) ? StagingKept : Kept))
            {
                Remove(folder);
            }
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use by another process: the next one removes it.
        }
    }
}
