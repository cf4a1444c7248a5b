using System.Diagnostics;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting;

/// <summary>The file with the plugins and keys that a person trusts. Several processes may use it at once.</summary>
public sealed class TrustStore
{
    /// <summary>The environment variable with the path of the trust file.</summary>
    public const string PathVariable = "PLUGINAL_TRUST_FILE";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    /// <summary>A trust file.</summary>
    /// <param name="path">
    /// Its path; null: what <see cref="PathVariable"/> says, else <c>pluginal/trust.json</c> in the folder where a user's settings lie.
    /// </param>
    public TrustStore(string? path = null) => Path = System.IO.Path.GetFullPath(
        path ?? (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given ? given : System.IO.Path.Combine(UserFolders.Settings, "pluginal", "trust.json")));

    /// <summary>The full path of the file, which need not exist.</summary>
    public string Path { get; }

    /// <summary>Reads the file.</summary>
    /// <returns>What it holds; nothing where it does not exist.</returns>
    /// <exception cref="PluginALException">It is not a trust file, or others may write to it.</exception>
    public TrustEntries Read()
    {
        if (!File.Exists(Path))
        {
            return new([], []);
        }

        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            {
                throw PluginALException.Input($"{Path} says which plugins may run, and others than you may write to it; run 'chmod go-w {Path}' after looking at what it holds.");
            }

            var entries = JsonSerializer.Deserialize<TrustEntries>(File.ReadAllBytes(Path));
            return entries is { Plugins: not null, Keys: not null } ? entries : throw new JsonException("'plugins' or 'keys' is missing");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Input($"{Path} cannot be read as a trust file: {e.Message} Mend it, or remove it and trust your plugins again.", e);
        }
    }

    /// <summary>Notes a plugin as trusted; once is enough.</summary>
    /// <param name="content">The plugin, as it is now.</param>
    public void Add(PluginContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        Change(entries => entries with
        {
            Plugins = [.. entries.Plugins.Where(entry => entry.Sha256 != content.Sha256), new(content.Sha256, content.AssemblyPath, TimeProvider.System.GetUtcNow())],
        });
    }

    /// <summary>Notes a key as trusted, in place of another of the same name.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="publicKey">As from <see cref="PluginSignature.ReadPublicKey"/>.</param>
    public void Add(string name, string publicKey) => Change(entries => entries with
    {
        Keys = [.. entries.Keys.Where(key => key.Name != name), new(name, publicKey, TimeProvider.System.GetUtcNow())],
    });

    private void Change(Func<TrustEntries, TrustEntries> change)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            using var held = Lock();
            var temporary = $"{Path}.{Environment.ProcessId}.tmp";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(temporary, options))
            {
                JsonSerializer.Serialize(file, change(Read()), Format);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Work($"The trust file {Path} cannot be written: {e.Message} Set {PathVariable} to a file that can.", e);
        }
    }

    private FileStream Lock()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (clock.Elapsed < LockPatience)
            {
                Thread.Sleep(5);
            }
        }
    }
}
