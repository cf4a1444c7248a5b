using System.Collections.Frozen;

namespace PluginAL.Hosting.Internals;

/// <summary>
/// The plugins that came with the application: the build writes the SHA-256 of each of their files to a list beside it. The list is as
/// safe as the application itself: whoever can change one can change the other.
/// </summary>
internal static class BuiltInList
{
    public const string FileName = "builtin-plugins.sha256";

    private static readonly Lazy<FrozenSet<string>> Lines = new(() =>
    {
        var path = Path.Combine(AppContext.BaseDirectory, FileName);
        return File.Exists(path) ? File.ReadLines(path).Where(line => line.Length > 66).Select(Normal).ToFrozenSet(StringComparer.Ordinal) : [];
    });

    /// <summary>Whether all files of a plugin are those of one that was built in, wherever it lies.</summary>
    public static bool Contains(PluginContent content)
    {
        var main = content.Files.FirstOrDefault(file => file.Path == Path.GetFileName(content.AssemblyPath));
        if (main is null)
        {
            return false;
        }

        var start = main.Sha256 + "  ";
        var end = "/" + main.Path;
        return Lines.Value.Any(line =>
            line.StartsWith(start, StringComparison.Ordinal) && line.EndsWith(end, StringComparison.Ordinal)
            && line[start.Length..^main.Path.Length] is var folder
            && content.Files.All(file => Lines.Value.Contains($"{file.Sha256}  {folder}{file.Path}")));
    }

    // The build writes hashes in capitals, and on Windows some separators of that system.
    private static string Normal(string line) => line[..64].ToLowerInvariant() + line[64..].Replace('\\', '/');
}
