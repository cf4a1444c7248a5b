namespace PluginAL.Hosting.Internals;

/// <summary>Finds the files in a plugin directory that are, or ought to be, plugin assemblies.</summary>
internal static class Discovery
{
    public static IEnumerable<(string Path, AssemblyFacts Facts)> Find(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }

        try
        {
            return [
                .. Directory.EnumerateFiles(directory, "*.dll").Order(StringComparer.Ordinal).Select(Inspect),
                .. Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal).SelectMany(FindInFolder),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [(directory, new AssemblyFacts { Refusal = $"the directory cannot be read: {e.Message}" })];
        }
    }

    private static IEnumerable<(string Path, AssemblyFacts Facts)> FindInFolder(string folder)
    {
        var expected = Path.Combine(folder, Path.GetFileName(folder) + ".dll");
        if (File.Exists(expected))
        {
            return [Inspect(expected)];
        }

        string[] files;
        try
        {
            files = Directory.GetFiles(folder, "*.dll");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [(expected, new AssemblyFacts { Refusal = $"its folder cannot be read: {e.Message}" })];
        }

        // The folder has another name than the assembly: take what registers plugins, or the only file there is.
        var found = files.Order(StringComparer.Ordinal).Select(Inspect).ToList();
        if (found.Count > 1)
        {
            found.RemoveAll(file => !file.Facts.IsRegistered);
        }

        return found.Count > 0 ? found : [(expected, new AssemblyFacts
        {
            Refusal = $"the folder {folder} holds no {Path.GetFileName(expected)} and no other assembly with [assembly: PluginRegistration]: copy the plugin into it, or remove it",
        })];
    }

    private static (string Path, AssemblyFacts Facts) Inspect(string path) => (path, AssemblyInspector.Inspect(path));
}
