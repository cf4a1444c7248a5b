using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PluginAL.Architecture.Tests;

/// <summary>The repository that these tests were built in.</summary>
internal static class Repository
{
    private static readonly HashSet<string> NotSource = new(StringComparer.Ordinal) { ".git", ".vs", ".idea", "artifacts", "bin", "obj", "TestResults", "node_modules" };

    public static string Root { get; } = FindRoot();

    /// <summary>All projects, by path.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
        [.. Files(Root).Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Project.Read)];

    public static IEnumerable<string> Files(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory))
        {
            yield return file;
        }

        foreach (var child in Directory.EnumerateDirectories(directory))
        {
            if (!NotSource.Contains(Path.GetFileName(child)))
            {
                foreach (var file in Files(child))
                {
                    yield return file;
                }
            }
        }
    }

    /// <summary>Reads the assembly that this build configuration left for a project; default where it left none.</summary>
    public static T? ReadAssembly<T>(Project project, Func<MetadataReader, T> read)
    {
        // artifacts/bin/<these tests>/<configuration>/
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var path = Path.Combine(Root, "artifacts", "bin", project.Name, configuration, project.AssemblyName + ".dll");
        if (!File.Exists(path))
        {
            return default;
        }

        using var image = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        return read(image.GetMetadataReader());
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "PluginAL.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException($"No PluginAL.sln above {AppContext.BaseDirectory}.");
    }
}
