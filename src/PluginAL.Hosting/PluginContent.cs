using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using PluginAL.Abstractions;
using PluginAL.Hosting.Isolation;

namespace PluginAL.Hosting;

/// <summary>
/// All that runs when a plugin runs: its assembly and the files in the same folder, and where <c>My.deps.json</c> lies beside
/// <c>My.dll</c> those in all folders below too: managed and native dependencies, data, symbols. The detached signature
/// <c>My.dll.sig</c> is not part of it. A source file, <c>My.cs</c> or <c>my.py</c>, is all of its plugin.
/// </summary>
public sealed class PluginContent
{
    private const int MostFiles = 10_000;

    private PluginContent(string assemblyPath, IReadOnlyList<PluginFile> files)
    {
        AssemblyPath = assemblyPath;
        Folder = Path.GetDirectoryName(assemblyPath)!;
        Files = files;
        Manifest = string.Concat(files.Select(file => $"{file.Sha256}  {file.Path}\n"));
        Sha256 = IsSource(assemblyPath) ? files[0].Sha256 : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Manifest)));
    }

    /// <summary>The full path of the assembly, or of the source file.</summary>
    public string AssemblyPath { get; }

    /// <summary>The folder that it lies in.</summary>
    public string Folder { get; }

    /// <summary>The files, in ordinal order of their paths.</summary>
    public IReadOnlyList<PluginFile> Files { get; }

    /// <summary>A line for each file, <c>sha256  path</c>, as sha256sum writes them: what a signature is made over.</summary>
    public string Manifest { get; }

    /// <summary>
    /// What trust is given to: SHA-256 of <see cref="Manifest"/> in UTF-8, so that any change in any file gives another; of a source
    /// file the SHA-256 of its bytes.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>The length of all files, in bytes.</summary>
    public long Length => Files.Sum(file => file.Length);

    /// <summary>Reads every byte of a plugin.</summary>
    /// <param name="assemblyPath">Its assembly, or its source file.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="PluginALException">It cannot be read, or its folder is not that of a plugin.</exception>
    public static PluginContent Read(string assemblyPath) => Read(assemblyPath, null);

    /// <summary>Reads every byte of this plugin again and writes each to a folder: what is hashed is what is written.</summary>
    internal PluginContent CopyTo(string folder) => Read(AssemblyPath, folder);

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || PythonSource.Is(path);

    private static PluginContent Read(string assemblyPath, string? target)
    {
        ArgumentNullException.ThrowIfNull(assemblyPath);
        assemblyPath = Path.GetFullPath(assemblyPath);
        var folder = Path.GetDirectoryName(assemblyPath)!;
        if (!File.Exists(assemblyPath))
        {
            throw PluginALException.Input($"There is no plugin at {assemblyPath}; give the path of an assembly that exists.");
        }

        try
        {
            var buffer = new byte[1 << 16];
            return new PluginContent(assemblyPath, [.. Paths(assemblyPath, folder).Select(path => ReadFile(folder, path, target, buffer))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PluginALException.Input($"The plugin at {assemblyPath} cannot be read whole: {e.Message} All files of its folder belong to it; give it a folder of its own.", e);
        }
    }

    private static IEnumerable<string> Paths(string assemblyPath, string folder)
    {
        if (IsSource(assemblyPath))
        {
            return [Path.GetFileName(assemblyPath)];
        }

        var signature = Path.GetFileName(assemblyPath) + PluginSignature.Extension;
        var hasOwnFolder = File.Exists(Path.ChangeExtension(assemblyPath, ".deps.json"));
        var files = new FileSystemEnumerable<string>(
            folder,
            (ref entry) => Path.GetRelativePath(folder, entry.ToFullPath()).Replace('\\', '/'),
            new EnumerationOptions { RecurseSubdirectories = hasOwnFolder, AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,

            // A link to a folder could lead round in a circle.
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        var paths = files.Take(MostFiles + 1).Where(path => path != signature).ToList();
        if (paths.Count > MostFiles)
        {
            throw PluginALException.Input($"{folder} holds more than {MostFiles} files, and all files of its folder belong to the plugin {Path.GetFileName(assemblyPath)}; give it a folder of its own.");
        }

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    private static PluginFile ReadFile(string folder, string path, string? target, byte[] buffer)
    {
        using var source = new FileStream(Path.Combine(folder, path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var copy = target is null ? null : Create(Path.Combine(target, path));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        for (int read; (read = source.Read(buffer)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
            copy?.Write(buffer, 0, read);
        }

        return new PluginFile(path, Convert.ToHexStringLower(hash.GetHashAndReset()), length);
    }

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    }
}
